using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RxTim.Emulator.Tests;

/// <summary>Calls a server as any client could: JSON by hand, HTTP by the framework, and a UserSig made here from its
/// documentation.</summary>
internal sealed class RawClient(Uri address) : IDisposable
{
    public const uint App = 1400000001;
    public const string Secret = "a secret key for tests";
    public const string BatchSend = "v4/openim/batchsendmsg";

    private readonly HttpClient http = new() { BaseAddress = address };

    public HttpClient Http => http;

    public string Sig { get; set; } = UserSigOf("administrator");

    public static string Body(string accounts, string rest = "") =>
        $$$"""{"To_Account":{{{accounts}}},"MsgRandom":7,"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"hello"}}]{{{rest}}}}""";

    public static string UserSigOf(
        string identifier, uint app = App, string secret = Secret, long lifetime = 3600, DateTimeOffset? now = null)
    {
        var time = (now ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
        var signed = $"TLS.identifier:{identifier}\nTLS.sdkappid:{app}\nTLS.time:{time}\nTLS.expire:{lifetime}\n";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
        var json = $$"""
            {"TLS.ver":"2.0","TLS.identifier":"{{identifier}}","TLS.sdkappid":{{app}},"TLS.expire":{{lifetime}},"TLS.time":{{time}},"TLS.sig":"{{signature}}"}
            """;
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(Encoding.UTF8.GetBytes(json));
        return Convert.ToBase64String(compressed.ToArray()).Replace('+', '*').Replace('/', '-').Replace('=', '_');
    }

    public string Query(string identifier = "administrator") =>
        $"sdkappid={App}&identifier={identifier}&usersig={Sig}&random=99999999&contenttype=json";

    /// <summary>Calls; the answer is HTTP 200 and JSON, or the test fails.</summary>
    public async Task<JsonElement> PostAsync(string path, string body, string? query = null)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json", "utf-8"));
        using var response = await http.PostAsync(new Uri($"{path}?{query ?? Query()}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonAsync(response);
    }

    public async Task<int> CodeAsync(string path, string body, string? query = null)
    {
        var answer = await PostAsync(path, body, query);
        var code = answer.GetProperty("ErrorCode").GetInt32();
        Assert.Equal(code == 0 ? "OK" : "FAIL", answer.GetProperty("ActionStatus").GetString());
        Assert.Equal(code == 0, answer.GetProperty("ErrorInfo").GetString() == "");
        return code;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await JsonAsync(response);
    }

    public async Task<HttpStatusCode> PutAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PutAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public void Dispose() => http.Dispose();

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
