using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

public class RestTransportOptionsTests
{
    [Theory]
    [InlineData("https://im.example.com/path")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080")]
    [InlineData("http://localhost")]
    public void An_https_address_or_one_of_this_machine_will_do(string domain) => Make(Options with { Domain = new Uri(domain) });

    [Theory]
    [InlineData("http://im.example.com")]
    [InlineData("ftp://localhost")]
    [InlineData("https://user:password@im.example.com")]
    [InlineData("https://im.example.com/?a=b")]
    [InlineData("https://im.example.com/#a")]
    [InlineData("/relative")]
    public void Any_other_address_is_refused(string domain) =>
        Assert.Throws<ArgumentException>("Domain", () => Make(Options with { Domain = new Uri(domain, UriKind.RelativeOrAbsolute) }));

    [Fact]
    public void Options_out_of_their_range_are_refused()
    {
        Assert.Throws<ArgumentException>("Admin", () => Make(Options with { Admin = "" }));
        Assert.Throws<ArgumentException>("Admin", () => Make(Options with { Admin = "a\nb" }));
        Assert.Throws<ArgumentException>("From", () => Make(Options with { From = "" }));
        Assert.Throws<ArgumentOutOfRangeException>("LifeTime", () => Make(Options with { LifeTime = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>("LifeTime", () => Make(Options with { LifeTime = TimeSpan.FromSeconds(604801) }));
        Assert.Throws<ArgumentOutOfRangeException>("LifeTime", () => Make(Options with { LifeTime = TimeSpan.FromSeconds(1.5) }));
        Assert.Throws<ArgumentOutOfRangeException>("MaxResponseBytes", () => Make(Options with { MaxResponseBytes = 1023 }));
        Assert.Throws<ArgumentOutOfRangeException>("ConnectTimeout", () => Make(Options with { ConnectTimeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>("ConnectTimeout", () => Make(Options with { ConnectTimeout = TimeSpan.FromDays(50) }));
        Assert.Throws<ArgumentNullException>("UserSig", () => Make(Options with { UserSig = null! }));
        Assert.Throws<ArgumentOutOfRangeException>("lifetime", () => UserSigSource.FromSecretKey(Secret, TimeSpan.FromSeconds(9)));
        Make(Options with { LifeTime = TimeSpan.Zero });
        Make(Options with { ConnectTimeout = Timeout.InfiniteTimeSpan });
        Make(Options with { LifeTime = RestTransportOptions.MaxLifeTime });
    }

    [Theory]
    [InlineData(TimRegion.China, "console.tim.qq.com")]
    [InlineData(TimRegion.Singapore, "adminapisgp.im.qcloud.com")]
    [InlineData(TimRegion.Seoul, "adminapikr.im.qcloud.com")]
    [InlineData(TimRegion.Tokyo, "adminapijpn.im.qcloud.com")]
    [InlineData(TimRegion.Frankfurt, "adminapiger.im.qcloud.com")]
    [InlineData(TimRegion.SiliconValley, "adminapiusa.im.qcloud.com")]
    [InlineData(TimRegion.Jakarta, "adminapiidn.im.qcloud.com")]
    public void A_region_has_its_domain(TimRegion region, string host)
    {
        Assert.Equal(new Uri($"https://{host}/"), RestDomains.Of(region));
        Make(Options with { Domain = RestDomains.Of(region) });
    }

    [Fact]
    public void The_HttpClient_stays_as_it_is()
    {
        using var http = new HttpClient();
        var (timeout, headers, address) = (http.Timeout, http.DefaultRequestHeaders.ToString(), http.BaseAddress);

        var transport = new RestTransport(http, Options);

        Assert.Equal((timeout, headers, address), (http.Timeout, http.DefaultRequestHeaders.ToString(), http.BaseAddress));
        Assert.Equal((500, 500, true), (transport.Limits.MaxIdentifiersPerCall, transport.Limits.BestIdentifiersPerCall, transport.Limits.DistinctIdentifiersPerCall));
    }

    private static RestTransport Make(RestTransportOptions options) => new(new HttpClient(), options);
}
