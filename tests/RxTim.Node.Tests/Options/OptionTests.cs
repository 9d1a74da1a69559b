using System.Net;
using RxTim.Rest;

namespace RxTim.Node.Tests;

/// <summary>What the command line and the environment ask for.</summary>
public sealed class OptionTests
{
    private static readonly string[] Rest = ["--rest", "https://console.tim.qq.com", "--sdk-app-id", "1400000001", "--admin", "administrator"];

    [Fact]
    public async Task A_node_alone_listens_on_this_machine_and_keeps_all_in_memory()
    {
        var settings = await Command.ReadAsync("--embedded");
        Assert.Equal(IPAddress.Loopback, Assert.Single(settings.Listen.Addresses));
        Assert.Equal((8080, null), (settings.Listen.Port, settings.Listen.Token));
        Assert.True(settings.Listen.IsLocal);
        Assert.Equal(new ClusterSettings(), settings.Cluster);
        Assert.Null(settings.Backend.Rest);
        Assert.Equal(new SendingSettings(), settings.Sending);
    }

    [Fact]
    public async Task A_node_of_a_cluster()
    {
        var settings = await Command.ReadAsync(["--redis", "redis.internal:6380,ssl=true", "--redis-wait", "5s", "--cluster", "blue", "--silo-port", "11111",
            "--gateway-port", "30000", "--advertise", "10.0.0.7", "--drain", "10s", .. Rest]);
        Assert.Equal(
            ("blue", 11111, 30000, IPAddress.Parse("10.0.0.7"), TimeSpan.FromSeconds(10)),
            (settings.Cluster.Name, settings.Cluster.SiloPort, settings.Cluster.GatewayPort, settings.Cluster.Advertise, settings.Cluster.Drain));
        Assert.Equal(("redis.internal:6380", TimeSpan.FromSeconds(5)), (settings.Cluster.Redis!.Address, settings.Cluster.Redis.Wait));
        Assert.True(settings.Cluster.Redis.Connect().Ssl);
    }

    [Fact]
    public async Task The_server_API_and_who_calls_it()
    {
        var settings = await Command.ReadAsync([.. Rest, "--from", "news"]);
        var rest = settings.Backend.Rest!;
        Assert.Equal(
            (new Uri("https://console.tim.qq.com"), 1400000001u, "administrator", "news", "the secret key"),
            (rest.Domain, rest.SdkAppId, rest.Admin, rest.From, rest.SecretKey.Reveal()));
    }

    [Theory]
    [InlineData("singapore")]
    [InlineData("Singapore")]
    public async Task A_region_stands_for_its_domain(string region) => Assert.Equal(
        RestDomains.Singapore, (await Command.ReadAsync("--rest", region, "--sdk-app-id", "1", "--admin", "administrator")).Backend.Rest!.Domain);

    [Fact]
    public async Task To_Tencents_own_domains_the_pace_is_the_documented_one()
    {
        var sending = (await Command.ReadAsync(Rest)).Sending;
        Assert.Equal((200, 12_000), (sending.CallsPerSecond, sending.RecipientsPerMinute));
    }

    [Theory]
    [InlineData("--rate", "0", "--recipients-per-minute", "0", null, null)]
    [InlineData("--rate", "500", "--recipients-per-minute", "100000", 500, 100_000)]
    public async Task The_pace_may_be_another(string rate, string calls, string recipients, string perMinute, int? wantedCalls, int? wantedRecipients)
    {
        var sending = (await Command.ReadAsync([.. Rest, rate, calls, recipients, perMinute])).Sending;
        Assert.Equal((wantedCalls, wantedRecipients), (sending.CallsPerSecond, sending.RecipientsPerMinute));
    }

    [Fact]
    public async Task Elsewhere_there_is_no_limit_unless_one_is_given()
    {
        var sending = (await Command.ReadAsync("--rest", "http://localhost:8123", "--sdk-app-id", "1", "--admin", "administrator")).Sending;
        Assert.Equal((null, null), (sending.CallsPerSecond, sending.RecipientsPerMinute));
    }

    [Fact]
    public async Task How_calls_go()
    {
        var sending = (await Command.ReadAsync("--embedded", "--per-call", "50", "--calls", "3", "--result-timeout", "1.5s", "--retry", "4")).Sending;
        Assert.Equal(
            new SendingSettings { IdentifiersPerCall = 50, ConcurrentCalls = 3, ResultTimeout = TimeSpan.FromSeconds(1.5), Retries = 4 }, sending);
    }

    [Fact]
    public async Task The_environment_stands_in_for_options()
    {
        var command = new Command
        {
            Variables =
            {
                ["RXTIM_REST"] = "tokyo",
                ["RXTIM_SDK_APP_ID"] = "1400000001",
                ["RXTIM_ADMIN"] = "administrator",
                ["RXTIM_FROM"] = "news",
                ["RXTIM_RATE"] = "10",
                ["RXTIM_RECIPIENTS_PER_MINUTE"] = "600",
                ["RXTIM_SECRET"] = "the secret key",
                ["RXTIM_REDIS"] = "redis.internal",
                ["RXTIM_REDIS_USER"] = "node",
                ["RXTIM_REDIS_PASSWORD"] = "the password",
                ["RXTIM_NODE_URL"] = "http://*:9000",
                ["RXTIM_NODE_TOKEN"] = "a token of some length".Replace(' ', '-'),
            },
        };
        Assert.Equal((0, ""), (await command.RunAsync(), command.Error));
        var (listen, cluster, backend, sending) = command.Settings!;
        Assert.Equal((RestDomains.Tokyo, "news"), (backend.Rest!.Domain, backend.Rest.From));
        Assert.Equal((10, 600), (sending.CallsPerSecond, sending.RecipientsPerMinute));
        Assert.Equal(("node", "the password"), (cluster.Redis!.Connect().User, cluster.Redis.Connect().Password));
        Assert.Equal((0, 9000, "a-token-of-some-length"), (listen.Addresses.Count, listen.Port, listen.Token!.Reveal()));
    }

    [Theory]
    [InlineData("http://localhost", 80)]
    [InlineData("http://127.0.0.1:0", 0)]
    [InlineData("http://[::1]:8081/", 8081)]
    public async Task This_machine_needs_no_token(string url, int port)
    {
        var listen = (await Command.ReadAsync("--embedded", "--url", url)).Listen;
        Assert.Equal((true, port), (listen.IsLocal, listen.Port));
    }

    [Fact]
    public async Task A_token_may_be_in_the_first_line_of_a_file()
    {
        var file = Path.Combine(Path.GetTempPath(), $"rxtim-token-{Guid.NewGuid():N}");
        try
        {
            await File.WriteAllTextAsync(file, "a-token-of-this-test\r\nand more\n", TestContext.Current.CancellationToken);
            var listen = (await Command.ReadAsync("--embedded", "--url", "http://0.0.0.0:8080", "--token-file", file)).Listen;
            Assert.Equal("a-token-of-this-test", listen.Token!.Reveal());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Secrets_are_in_no_text_of_the_settings()
    {
        var command = new Command
        {
            Variables = { ["RXTIM_SECRET"] = "the-secret-key", ["RXTIM_NODE_TOKEN"] = "the-token-of-this-test", ["RXTIM_REDIS_PASSWORD"] = "the-password" },
        };
        await command.RunAsync([.. Rest, "--redis", "localhost"]);
        Assert.Contains("console.tim.qq.com", command.Settings!.ToString());
        Assert.DoesNotContain("the-", command.Settings.ToString());
    }
}
