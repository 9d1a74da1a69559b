using System.Buffers;
using System.Text;

namespace RxTim;

/// <summary>
/// One call to a backend: a message, the identifiers it goes to, and the place where the transport reports what became of them.
/// </summary>
/// <remarks>
/// Every method here may be called on any thread, several at once, inside <see cref="IMsgBatchTransport.Send"/> or long after it.
/// The first report on an identifier counts; a second one, one on an identifier that was not asked, and any report after the call
/// <see cref="IsOver"/> is dropped. None of the reporting methods throws.
/// </remarks>
public sealed partial class MsgBatchCall
{
    // Guards open and the closing of the call. Taken before the send's own lock, never after it.
    private readonly object gate = new();

    // The identifiers without a result.
    private readonly OpenIdentifiers open;

    private readonly SendRequest request;

    // Where the first identifier stands in the order asked; or, in a call that tries again, what came of each identifier before.
    private readonly long firstOrdinal;
    private readonly IReadOnlyList<Retry>? retries;

    // Who waits for results; null once every identifier has one, or nobody waits any longer.
    private BatchSend? send;

    // Made when a transport asks for Aborted, and whether that was to be cancelled by then.
    private CancellationTokenSource? abort;
    private bool aborted;

    // Results that the consumer has not taken yet.
    private int unconsumed;

    internal MsgBatchCall(BatchSend send, SendRequest request, string[] identifiers, long firstOrdinal)
    {
        this.send = send;
        this.request = request;
        this.firstOrdinal = firstOrdinal;
        Identifiers = identifiers;
        open = new OpenIdentifiers(identifiers);
        unconsumed = identifiers.Length;
    }

    internal MsgBatchCall(BatchSend send, SendRequest request, string[] identifiers, IReadOnlyList<Retry> retries)
        : this(send, request, identifiers, firstOrdinal: 0)
    {
        this.retries = retries;
        Stamp = retries[0].Stamp;
    }

    /// <summary>The message to send.</summary>
    public Message Message => request.Param.Message;

    /// <summary>Who it goes to, in the order asked; at least one.</summary>
    public IReadOnlyList<string> Identifiers { get; }

    /// <summary>Whether reports on this call no longer matter: every identifier has its result, or nobody waits for one.</summary>
    public bool IsOver => Volatile.Read(ref send) is null;

    /// <summary>Cancelled when nobody waits for this call any longer although it is not answered in full: the send was cancelled,
    /// stopped, or the call timed out.</summary>
    public CancellationToken Aborted
    {
        get
        {
            lock (gate)
            {
                if (abort is null)
                {
                    abort = new CancellationTokenSource();
                    if (aborted)
                        abort.Cancel();
                }
                return abort.Token;
            }
        }
    }

    /// <summary>The random that, with the sequence, lets a backend recognise a message that it has taken already: the message's own
    /// (<see cref="Message.Rand"/>) if it has one other than 0, else one drawn for the send, or for the call where an identifier may be
    /// sent to twice. REST: <c>MsgRandom</c>.</summary>
    public uint Random => Stamp.Random;

    /// <summary>The sequence that goes with <see cref="Random"/>. REST: <c>MsgSeq</c>.</summary>
    public uint Sequence => Stamp.Sequence;

    internal RepeatStamp Stamp { get; init; }

    // Whether this call tries again what others were answered.
    internal bool IsRetry => retries is not null;

    // When the call was handed over, as a timestamp of the client's TimeProvider.
    internal long HandedOverAt { get; set; }

    // This call's share of what the transport allows in flight.
    internal IDisposable? InFlightLease { get; set; }

    // Where the send keeps this call while it is in flight.
    internal LinkedListNode<MsgBatchCall>? Node { get; set; }

    /// <summary>Writes the call as the SDK takes it: a <c>MsgBatchSendParam</c> in JSON, UTF-8.</summary>
    /// <param name="output">Where to.</param>
    public void WriteJson(IBufferWriter<byte> output) => request.WriteJson(output, (string[])Identifiers, Stamp);

    /// <summary>The call as the SDK takes it: a <c>MsgBatchSendParam</c> in JSON.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteJson(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // Where the identifier at the position stands in the order asked.
    internal long OrdinalOf(int position) => retries is null ? firstOrdinal + position : retries[position].Last.Ordinal;

    // Ends the waiting: later reports are dropped. Gives the identifiers without a result.
    internal IReadOnlyList<OpenIdentifier> Close()
    {
        IReadOnlyList<int> positions;
        lock (gate)
        {
            Volatile.Write(ref send, null);
            positions = open.ToList();
        }
        InFlightLease?.Dispose();
        Abort();
        return [.. positions.Select(position => new OpenIdentifier(Identifiers[position], OrdinalOf(position)))];
    }

    // Says that the consumer took so many results; true with the last of the call.
    internal bool Consumed(int count) => Interlocked.Add(ref unconsumed, -count) == 0;

    private MsgBatchSendResult Place(MsgBatchSendResult result, BatchSend owner, int position)
    {
        result.Send = owner.Identity;
        result.Ordinal = OrdinalOf(position);
        if (retries is not null)
            result.Follow(retries[position].Last);
        return result;
    }

    // Inside the lock, so that a stopping send counts each identifier either as answered or as unanswered.
    private void Give(BatchSend owner, MsgBatchSendResult[] results, int count)
    {
        if (open.Count == 0)
            Volatile.Write(ref send, null);
        owner.Add(this, results, count, callIsOver: open.Count == 0);
    }

    private void Abort()
    {
        CancellationTokenSource? source;
        lock (gate)
        {
            aborted = true;
            source = abort;
        }
        try
        {
            source?.Cancel();
        }
        catch (AggregateException thrown)
        {
            UnhandledExceptions.Report(thrown);
        }
    }
}
