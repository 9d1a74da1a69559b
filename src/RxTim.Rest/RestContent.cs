using System.Net;
using System.Net.Http.Headers;

namespace RxTim.Rest;

/// <summary>
/// A request's body, which leaves once: a handler that would send it a second time, after a redirect or to try again by itself, fails
/// instead, for a user could get the message twice.
/// </summary>
internal sealed class RestContent : HttpContent
{
    private readonly ReadOnlyMemory<byte>[] parts;
    private int begun;

    public RestContent(ReadOnlyMemory<byte>[] parts)
    {
        this.parts = parts;
        Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
    }

    /// <summary>Whether the body has begun to leave. Before that, the backend cannot have taken the request.</summary>
    public bool HasBegun => Volatile.Read(ref begun) > 0;

    /// <summary>Whether something tried to send it a second time.</summary>
    public bool WasRepeated => Volatile.Read(ref begun) > 1;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref begun) > 1)
            throw new InvalidOperationException("A batch send leaves once; a handler tried to send it again.");
        foreach (var part in parts)
            await stream.WriteAsync(part, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = parts.Sum(part => (long)part.Length);
        return true;
    }
}
