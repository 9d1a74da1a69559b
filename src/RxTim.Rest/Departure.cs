using System.Net;
using System.Net.Http.Headers;

namespace RxTim.Rest;

/// <summary>
/// What is known of one request's body: whether it can have left, whether more than once, and who may still let it go. The body is let
/// into one connection and into no second; before it has begun to leave it can be given up, and then it never leaves.
/// </summary>
/// <remarks>
/// The <see cref="HttpClient"/> is the caller's, with handlers that nobody knows here. One of them may read the body, to log or to sign
/// it, and from then on he holds a copy, which he or the handlers behind him can send as often as they like without a word to this.
/// Three things are seen all the same: that a <see cref="SendOnceHandler"/>, the last one on the way, let one request pass; that .NET's
/// own handler began one request only (<see cref="RequestCount"/>); and whether anybody holds a copy at all.
/// </remarks>
internal sealed class Departure(MsgBatchCall call, ReadOnlyMemory<byte>[] body)
{
    private static readonly HttpRequestOptionsKey<Departure> Key = new("RxTim.Rest.Departure");

    private readonly Lock gate = new();

    // How often the body was let into a connection, and how often it was read by anybody else.
    private bool hasLeft;
    private int copies;

    // How many requests .NET's handler began meanwhile, this one's and what else a handler asked for.
    private int requests;

    private bool passedOnce;

    /// <summary>The length of the body in bytes.</summary>
    public long Length { get; } = body.Sum(part => (long)part.Length);

    /// <summary>Whether the body was given up before it began to leave: it never will.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Whether a handler was kept from sending the body a second time.</summary>
    public bool WasRepeated { get; private set; }

    /// <summary>How the server answered, where a <see cref="SendOnceHandler"/> saw it; the handlers before it may keep it to
    /// themselves.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>When the server wants to be asked again, where a <see cref="SendOnceHandler"/> saw it.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; private set; }

    /// <summary>The departure that a request belongs to; null if it is none of a batch send.</summary>
    public static Departure? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var departure) ? departure : null;

    /// <summary>Makes this known to the handlers of RxTim that the request comes to.</summary>
    public void Attach(HttpRequestMessage request) => request.Options.Set(Key, this);

    /// <summary>Writes the body into a connection, once.</summary>
    /// <exception cref="NotSupportedException">It has left before, or is not to leave any longer. No handler takes this for a fault of
    /// the network, which would be worth another attempt.</exception>
    public void Leave()
    {
        lock (gate)
        {
            WasRepeated |= hasLeft;
            if (hasLeft)
                throw new NotSupportedException("A batch send leaves once; a handler tried to send it again.");
            if (IsGivenUp || !call.TryLeave())
                throw new NotSupportedException("The batch send was given up before it left.");
            hasLeft = true;
        }
    }

    /// <summary>Somebody other than a connection reads the body, and may send it unseen.</summary>
    public void Copy()
    {
        lock (gate)
        {
            if (IsGivenUp || (copies == 0 && !hasLeft && !call.TryLeave()))
                throw new NotSupportedException("The batch send was given up before it left.");
            copies++;
        }
    }

    /// <summary>Writes the body.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        foreach (var part in body)
            await stream.WriteAsync(part, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the body.</summary>
    public void Write(Stream stream)
    {
        foreach (var part in body)
            stream.Write(part.Span);
    }

    /// <summary>.NET's handler begins a request.</summary>
    public void RequestBegins() => Interlocked.Increment(ref requests);

    /// <summary>The request is at the last handler before the connection: whatever was read on the way, nothing has left yet.</summary>
    /// <param name="seen">Whether the body's leaving will be seen.</param>
    /// <exception cref="NotSupportedException">A request of this call was there before.</exception>
    public void Pass(bool seen)
    {
        lock (gate)
        {
            WasRepeated |= passedOnce || hasLeft;
            if (WasRepeated)
                throw new NotSupportedException("A batch send leaves once; a handler tried to send it again.");
            if (IsGivenUp || call.IsOver)
                throw new NotSupportedException("The batch send was given up before it left.");
            passedOnce = true;
            requests = 0;
            copies = 0;
            if (seen)
                call.Hold();
            else
                hasLeft = true;
        }
    }

    /// <summary>The server answered the one request that passed.</summary>
    public void Answered(HttpResponseMessage response)
    {
        Status = response.StatusCode;
        RetryAfter = response.Headers.RetryAfter;
    }

    /// <summary>Keeps the body from leaving ever after; false if it may have left already.</summary>
    public bool GiveUp()
    {
        lock (gate)
            return IsGivenUp |= !hasLeft && copies == 0;
    }

    /// <summary>Whether the body cannot have left although somebody holds a copy: .NET's handler began one request, and that one never
    /// had a connection.</summary>
    public bool NeverConnected(Exception failure)
    {
        lock (gate)
            return !hasLeft && requests == 1 && ConnectionFailure.NeverConnected(failure);
    }

    /// <summary>Whether nobody can say that the answer is to the only request that left with this body.</summary>
    /// <param name="answeredRequest">The request that the answer names; a stand-in for a connection mostly names none.</param>
    public bool MayHaveLeftTwice(HttpRequestMessage? answeredRequest)
    {
        lock (gate)
        {
            // The only one who read the body is who answers: behind the last handler, or in place of a connection.
            var isAnswerers = copies == 1 && !hasLeft && (passedOnce || (requests == 0 && answeredRequest is null));
            return copies > 0 && requests != 1 && !isAnswerers;
        }
    }
}
