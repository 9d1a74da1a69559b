using System.Net;
using System.Text;

namespace RxTim.Rest.Tests;

/// <summary>A backend in place of a connection: reads each request as a server would, remembers it, and answers as the test says.</summary>
internal sealed class StubHandler(Func<StubRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly List<StubRequest> requests = [];

    public IReadOnlyList<StubRequest> Requests
    {
        get
        {
            lock (requests)
                return [.. requests];
        }
    }

    /// <summary>Answers each request with the same JSON.</summary>
    public static StubHandler Answers(string json) => new(_ => Json(json));

    /// <summary>Answers each request with the same bytes.</summary>
    public static StubHandler Answers(byte[] bytes, string? encoding = null) => new(_ =>
    {
        var content = new ByteArrayContent(bytes);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    });

    /// <summary>Sends to all.</summary>
    public static StubHandler SendsAll() => Answers("""{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":"","MsgKey":"28360_19901224_1558598924"}""");

    public static HttpResponseMessage Json(string json) =>
        new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var seen = new StubRequest(request.RequestUri!, body, request.Content.Headers.ContentLength);
        lock (requests)
            requests.Add(seen);
        return answer(seen);
    }
}

/// <summary>A request as the stub got it.</summary>
internal sealed record StubRequest(Uri Uri, byte[] Body, long? ContentLength)
{
    public string Json => Encoding.UTF8.GetString(Body);

    public string UserSig => Query("usersig");

    public string Query(string key) => Uri.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2))
        .Where(pair => pair[0] == key).Select(pair => Uri.UnescapeDataString(pair[1])).Single();
}
