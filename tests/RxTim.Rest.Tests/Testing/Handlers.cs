using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace RxTim.Rest.Tests;

/// <summary>Reads the body, to log it.</summary>
internal sealed class LogsBody : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Contains("To_Account", await request.Content!.ReadAsStringAsync(cancellationToken), StringComparison.Ordinal);
        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Sends copies of the request, and tries again, as many do by hand.</summary>
internal sealed class TriesCopies : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        await request.Content!.CopyToAsync(body, cancellationToken);
        var response = await base.SendAsync(Copy(request, body), cancellationToken);
        return response.IsSuccessStatusCode ? response : await base.SendAsync(Copy(request, body), cancellationToken);
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, MemoryStream body)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (key, value) in request.Options)
            ((IDictionary<string, object?>)copy.Options)[key] = value;
        return copy;
    }
}

/// <summary>Packs the body, and sends what it packed again.</summary>
internal sealed class PacksAndTriesAgain : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Content = new Packed(request.Content!);
        await request.Content.LoadIntoBufferAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode ? response : await base.SendAsync(request, cancellationToken);
    }

    private sealed class Packed(HttpContent inner) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var packing = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            await inner.CopyToAsync(packing);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

/// <summary>Sends through a gateway.</summary>
internal sealed class Rewrites(Uri to) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(to, request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Asks another server before each request.</summary>
internal sealed class FetchesToken(Uri from) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var token = await http.PostAsync(from, new StringContent("who"), cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.Content.ReadAsStringAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Sets a header of the content by what it read of it.</summary>
internal sealed class Signs : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Content!.Headers.ContentMD5 = Encoding.ASCII.GetBytes((await request.Content.ReadAsByteArrayAsync(cancellationToken)).Length.ToString());
        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Stands in for a connection, reads the body from a buffer, and names the request in its answer, as a connection does.</summary>
internal sealed class NamesTheRequest : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.NotEmpty(await request.Content!.ReadAsStringAsync(cancellationToken));
        var response = StubHandler.Json(SocketSending.SentToAll);
        response.RequestMessage = request;
        return response;
    }
}
