using System.IO.Compression;
using System.Text;
using RxTim.Rest;

namespace RxTim.Tests;

public class UserSigTests
{
    private const string Secret = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);

    [Fact]
    public void What_is_made_can_be_verified_and_read()
    {
        var userSig = UserSig.Create(1400000001, Secret, "administrator", TimeSpan.FromDays(7), Now);

        var verified = UserSig.Verify(userSig, 1400000001, Secret, "administrator", Now);

        Assert.Equal((true, 0, ""), (verified.IsValid, verified.Code, verified.Reason));
        Assert.Equal(new UserSigContent(1400000001, "administrator", Now.ToUnixTimeSeconds(), 604800), verified.Content);
        Assert.Equal(verified.Content, UserSig.Parse(userSig));
        Assert.Matches("^[A-Za-z0-9*_-]+$", userSig);
    }

    [Theory]
    [InlineData("another", 1400000001u, Secret, 0, 70013)]
    [InlineData("administrator", 1400000002u, Secret, 0, 70014)]
    [InlineData("administrator", 1400000001u, "another secret", 0, 70009)]
    [InlineData("administrator", 1400000001u, Secret, 59, 0)]
    [InlineData("administrator", 1400000001u, Secret, 60, 70001)]
    public void What_does_not_hold_has_its_code(string identifier, uint app, string secret, int secondsLater, int code)
    {
        var userSig = UserSig.Create(1400000001, Secret, "administrator", TimeSpan.FromMinutes(1), Now);

        var verified = UserSig.Verify(userSig, app, secret, identifier, Now.AddSeconds(secondsLater));

        Assert.Equal((code, code == 0), (verified.Code, verified.IsValid));
        Assert.DoesNotContain(userSig, verified.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, verified.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 70002)]
    [InlineData(null, 70002)]
    [InlineData("x", 70003)]
    [InlineData("eJyrVkrOLy", 70003)]
    [InlineData("not base64 at all!", 70003)]
    [InlineData("\u00e9\u00e9\u00e9\u00e9", 70003)]
    public void What_cannot_be_read_has_its_code(string? userSig, int code)
    {
        Assert.Equal(code, UserSig.Verify(userSig, 1, Secret, "a", Now).Code);
        Assert.Null(UserSig.Parse(userSig));
    }

    [Fact]
    public void A_UserSig_cut_short_anywhere_is_not_valid()
    {
        var userSig = UserSig.Create(1400000001, Secret, "administrator", TimeSpan.FromDays(7), Now);

        for (var length = 0; length < userSig.Length; length++)
            Assert.False(UserSig.Verify(userSig[..length], 1400000001, Secret, "administrator", Now).IsValid);
    }

    [Fact]
    public void A_UserSig_with_any_character_changed_is_not_valid_unless_it_says_the_same()
    {
        var userSig = UserSig.Create(1400000001, Secret, "administrator", TimeSpan.FromDays(7), Now);
        var content = UserSig.Parse(userSig);

        for (var i = 0; i < userSig.Length; i++)
        {
            var changed = userSig[..i] + (userSig[i] == 'A' ? 'B' : 'A') + userSig[(i + 1)..];
            var verified = UserSig.Verify(changed, 1400000001, Secret, "administrator", Now);
            Assert.True(!verified.IsValid || verified.Content == content);
        }
    }

    [Theory]
    [InlineData("""{"TLS.ver":"1.0","TLS.identifier":"a","TLS.sdkappid":1,"TLS.time":1,"TLS.expire":1,"TLS.sig":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    [InlineData("""{"TLS.ver":"2.0","TLS.identifier":"a","TLS.sdkappid":-1,"TLS.time":1,"TLS.expire":1,"TLS.sig":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    [InlineData("""{"TLS.ver":"2.0","TLS.identifier":"a","TLS.sdkappid":1,"TLS.time":1.5,"TLS.expire":1,"TLS.sig":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    [InlineData("""{"TLS.ver":"2.0","TLS.identifier":"a","TLS.sdkappid":1,"TLS.time":1,"TLS.expire":-1,"TLS.sig":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    [InlineData("""{"TLS.ver":"2.0","TLS.identifier":"a\n","TLS.sdkappid":1,"TLS.time":1,"TLS.expire":1,"TLS.sig":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    [InlineData("""{"TLS.ver":"2.0","TLS.identifier":"\ud800","TLS.sdkappid":1,"TLS.time":1,"TLS.expire":1,"TLS.sig":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""")]
    [InlineData("""{"TLS.ver":"2.0","TLS.identifier":"a","TLS.sdkappid":1,"TLS.time":1,"TLS.expire":1,"TLS.sig":"AAAA"}""")]
    [InlineData("""{"TLS.ver":"2.0","TLS.identifier":"a","TLS.sdkappid":1,"TLS.time":1,"TLS.expire":1}""")]
    [InlineData("[1]")]
    [InlineData("{")]
    public void What_is_no_UserSig_inside_is_unreadable(string json)
    {
        Assert.Equal(70003, UserSig.Verify(Pack(Encoding.UTF8.GetBytes(json)), 1, Secret, "a", Now).Code);
    }

    [Fact]
    public void What_would_unpack_to_megabytes_is_refused_without_unpacking_it()
    {
        var bomb = Pack(new byte[2_000_000]);

        Assert.True(bomb.Length <= UserSig.MaxLength);
        Assert.Equal(70003, UserSig.Verify(bomb, 1, Secret, "a", Now).Code);
        Assert.Equal(70005, UserSig.Verify(new string('A', UserSig.MaxLength + 1), 1, Secret, "a", Now).Code);
    }

    [Fact]
    public void What_cannot_be_made_is_said()
    {
        Assert.Throws<ArgumentException>(() => UserSig.Create(1, "", "a", TimeSpan.FromDays(1), Now));
        Assert.Throws<ArgumentException>(() => UserSig.Create(1, Secret, "", TimeSpan.FromDays(1), Now));
        Assert.Throws<ArgumentException>(() => UserSig.Create(1, Secret, "a\nTLS.sdkappid:2", TimeSpan.FromDays(1), Now));
        Assert.Throws<ArgumentOutOfRangeException>(() => UserSig.Create(1, Secret, "a", TimeSpan.FromMilliseconds(999), Now));
        Assert.Throws<ArgumentOutOfRangeException>(() => UserSig.Create(1, Secret, "a", TimeSpan.MaxValue, Now));
        Assert.Throws<ArgumentOutOfRangeException>(() => UserSig.Create(1, Secret, "a", TimeSpan.FromDays(1), DateTimeOffset.MinValue));
    }

    private static string Pack(byte[] json)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(json);
        return Convert.ToBase64String(packed.ToArray()).Replace('+', '*').Replace('/', '-').Replace('=', '_');
    }
}
