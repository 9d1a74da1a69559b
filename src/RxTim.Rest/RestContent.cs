using System.Net;
using System.Net.Http.Headers;

namespace RxTim.Rest;

/// <summary>
/// A request's body, which leaves once: a handler that would send it a second time, after a redirect or to try again by itself, fails
/// instead, for a user could get the message twice. Handlers may read it as they like.
/// </summary>
internal sealed class RestContent : HttpContent
{
    // What content is read into when a handler asks for its bytes. From then on it is sent from there.
    private static readonly Type Buffer = FindBuffer();

    private readonly Departure departure;

    public RestContent(Departure departure)
    {
        this.departure = departure;
        Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
    }

    /// <summary>The same body with the same headers, not read by anybody yet.</summary>
    public RestContent Fresh()
    {
        var fresh = new RestContent(departure);
        fresh.Headers.Clear();
        foreach (var (name, values) in Headers)
            fresh.Headers.TryAddWithoutValidation(name, values);
        return fresh;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Note(stream);
        return departure.WriteAsync(stream, cancellationToken);
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Note(stream);
        departure.Write(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = departure.Length;
        return true;
    }

    private void Note(Stream stream)
    {
        if (IsConnection(stream.GetType()))
            departure.Leave();
        else
            departure.Copy();
    }

    // The streams of HttpClient's own, other than its buffers, lead into connections.
    private static bool IsConnection(Type stream) => stream.Assembly == typeof(HttpClient).Assembly && stream != Buffer;

    private static Type FindBuffer()
    {
        using var probe = new Probe();
        probe.LoadIntoBufferAsync().GetAwaiter().GetResult();
        return probe.ReadInto!;
    }

    // Has no bytes, so that reading it is over at once.
    private sealed class Probe : HttpContent
    {
        public Type? ReadInto { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            ReadInto = stream.GetType();
            return Task.CompletedTask;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return true;
        }
    }
}
