using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RxTim;

/// <summary>
/// One call to a backend: a message, the identifiers it goes to, and the place where the transport reports what became of them.
/// </summary>
/// <remarks>
/// Every method here may be called on any thread, several at once, inside <see cref="IMsgBatchTransport.Send"/> or long after it.
/// The first report on an identifier counts; a second one, one on an identifier that was not asked, and any report after the call
/// <see cref="IsOver"/> is dropped. None of the reporting methods throws.
/// </remarks>
public sealed class MsgBatchCall
{
    // A callback of 100,000 entries is passed on in pieces of this many, so that the first does not wait for the last.
    private const int ResultsPerSegment = 128;

    // Guards open and the closing of the call. Taken before the send's own lock, never after it.
    private readonly object gate = new();

    // The identifiers without a result.
    private readonly OpenIdentifiers open;

    private readonly SendRequest request;

    // Where the first identifier stands in the order asked.
    private readonly long firstOrdinal;

    // Who waits for results; null once every identifier has one, or nobody waits any longer.
    private BatchSend? send;

    // Made when a transport asks for Aborted.
    private CancellationTokenSource? abort;

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

    /// <summary>The message to send.</summary>
    public Message Message => request.Param.Message;

    /// <summary>Who it goes to, in the order asked; at least one.</summary>
    public IReadOnlyList<string> Identifiers { get; }

    /// <summary>Whether reports on this call still matter: false while an identifier waits for its result.</summary>
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
                    if (send is null && open.Count > 0)
                        abort.Cancel();
                }
                return abort.Token;
            }
        }
    }

    // When the call was handed over, as a timestamp of the client's TimeProvider.
    internal long HandedOverAt { get; set; }

    // This call's share of what the transport allows in flight.
    internal IDisposable? InFlightLease { get; set; }

    // Where the send keeps this call while it is in flight.
    internal LinkedListNode<MsgBatchCall>? Node { get; set; }

    /// <summary>Writes the call as the SDK takes it: a <c>MsgBatchSendParam</c> in JSON, UTF-8.</summary>
    /// <param name="output">Where to.</param>
    public void WriteJson(IBufferWriter<byte> output) => request.WriteJson(output, (string[])Identifiers);

    /// <summary>The call as the SDK takes it: a <c>MsgBatchSendParam</c> in JSON.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteJson(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>
    /// Reports a callback of the SDK's form. The entries are the truth: each gives its identifier's result, whatever
    /// <paramref name="code"/> says. Without entries, a <paramref name="code"/> other than 0 refuses the call (<see cref="Refuse"/>),
    /// and 0 says nothing: more may follow. A backend may answer in as many callbacks as it likes.
    /// </summary>
    /// <param name="code">The callback's code.</param>
    /// <param name="desc">The callback's description.</param>
    /// <param name="utf8Json">The JSON array of <c>MsgBatchSendResult</c>, UTF-8; read before this returns and not kept.</param>
    /// <remarks>Malformed JSON gives the results that stand before the fault, and for every identifier without one a result with
    /// code 6001 (<see cref="TimErrorCodes.ParseResponseFailed"/>), <see cref="SendOutcome.Unknown"/> and the fault's position.</remarks>
    public void OnCallback(int code, string? desc, ReadOnlySpan<byte> utf8Json)
    {
        var entries = new ResultArrayReader(utf8Json);
        string? fault = null;
        bool more;
        do
        {
            BatchSend? owner;
            lock (gate)
            {
                owner = send;
                if (owner is null)
                    return;
                more = TakeEntries(ref entries, owner, ref fault);
            }
            owner.Flush();
        }
        while (more);

        if (fault is not null)
            AnswerOpen(TimErrorCodes.ParseResponseFailed, fault, SendOutcome.Unknown);
        else if (entries.Count == 0 && code != 0)
            Refuse(code, desc);
    }

    /// <summary>Reports a callback whose JSON is a string. See <see cref="OnCallback(int, string?, ReadOnlySpan{byte})"/>.</summary>
    /// <param name="code">The callback's code.</param>
    /// <param name="desc">The callback's description.</param>
    /// <param name="json">The JSON array of <c>MsgBatchSendResult</c>.</param>
    public void OnCallback(int code, string? desc, string? json)
    {
        if (IsOver)
            return;
        json ??= "";
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        var length = Encoding.UTF8.GetBytes(json, buffer);
        OnCallback(code, desc, buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Reports one identifier's result.</summary>
    /// <param name="identifier">Whose.</param>
    /// <param name="code">0 for sent, else the failure's code.</param>
    /// <param name="desc">The failure's description.</param>
    /// <param name="message">The message as the backend has it.</param>
    public void Answer(string identifier, int code, string? desc = null, Message? message = null)
    {
        BatchSend? owner;
        lock (gate)
        {
            owner = send;
            if (owner is null || !open.TryTake(identifier, out var position))
                return;
            var result = new MsgBatchSendResult(Identifiers[position], code, desc ?? "", TimErrorCodes.OutcomeOf(code), message);
            Give(owner, [Place(result, owner, position)], 1);
        }
        owner.Flush();
    }

    /// <summary>Reports the same for every identifier that has no result yet.</summary>
    /// <param name="code">0 for sent, else the failure's code.</param>
    /// <param name="desc">The failure's description.</param>
    public void AnswerRest(int code, string? desc = null) => AnswerOpen(code, desc ?? "", TimErrorCodes.OutcomeOf(code));

    /// <summary>
    /// Reports that the backend refused the call: nothing was sent to the identifiers without a result. Each gets
    /// <paramref name="code"/>, unless the code concerns every call to come (<see cref="TimErrorCodes.IsFatal"/>: not initialised,
    /// not logged in, bad UserSig): then the whole send stops with a <see cref="TimException"/>.
    /// </summary>
    /// <param name="code">A <see cref="TIMResult"/> where negative, else an error code. Not 0.</param>
    /// <param name="desc">The description.</param>
    public void Refuse(int code, string? desc)
    {
        var text = string.IsNullOrEmpty(desc) ? TimErrorCodes.Describe(code) ?? "" : desc;
        if (TimErrorCodes.IsFatal(code))
            Volatile.Read(ref send)?.StopRefused(this, code, text);
        else
            AnswerOpen(code, text, SendOutcome.Failed);
    }

    /// <summary>Reports that the call left and its answer is lost, for example because the connection broke: nobody knows about the
    /// identifiers without a result, and each becomes <see cref="SendOutcome.Unknown"/>.</summary>
    /// <param name="desc">What happened.</param>
    /// <param name="code">The code to give; 6012 (<see cref="TimErrorCodes.RequestTimeout"/>) by default.</param>
    public void Lose(string desc, int code = TimErrorCodes.RequestTimeout) => AnswerOpen(code, desc, SendOutcome.Unknown);

    // Ends the waiting: later reports are dropped. Gives the identifiers without a result.
    internal IReadOnlyList<string> Close()
    {
        IReadOnlyList<string> unanswered;
        lock (gate)
        {
            Volatile.Write(ref send, null);
            unanswered = open.ToList();
        }
        InFlightLease?.Dispose();
        Abort();
        return unanswered;
    }

    // Says that the consumer took so many results; true with the last of the call.
    internal bool Consumed(int count) => Interlocked.Add(ref unconsumed, -count) == 0;

    internal void Expire(TimeSpan timeout)
    {
        Lose($"no answer within {timeout.TotalSeconds:0.###} s of the call; whether the message was sent is unknown");
        Abort();
    }

    private bool TakeEntries(ref ResultArrayReader entries, BatchSend owner, ref string? fault)
    {
        var results = new MsgBatchSendResult[Math.Min(ResultsPerSegment, open.Count)];
        var count = 0;
        var more = true;
        try
        {
            while (count < results.Length && (more = entries.Read()))
            {
                if (open.TryTake(entries.Identifier, out var position))
                    results[count++] = Place(entries.ToResult(Identifiers[position]), owner, position);
            }
        }
        catch (JsonException malformed)
        {
            fault = malformed.Message;
            more = false;
        }
        if (count > 0)
            Give(owner, results, count);
        return more && send is not null;
    }

    private void AnswerOpen(int code, string desc, SendOutcome outcome)
    {
        BatchSend? owner;
        lock (gate)
        {
            owner = send;
            if (owner is null)
                return;
            var results = new MsgBatchSendResult[open.Count];
            for (var i = 0; i < results.Length; i++)
            {
                var position = open.TakeNext();
                results[i] = Place(new MsgBatchSendResult(Identifiers[position], code, desc, outcome), owner, position);
            }
            Give(owner, results, results.Length);
        }
        owner.Flush();
    }

    private MsgBatchSendResult Place(MsgBatchSendResult result, BatchSend owner, int position)
    {
        result.Send = owner.Request;
        result.Ordinal = firstOrdinal + position;
        return result;
    }

    // Inside the lock, so that a stopping send counts each identifier either as answered or as unanswered.
    private void Give(BatchSend owner, MsgBatchSendResult[] results, int count)
    {
        if (open.Count == 0)
            Volatile.Write(ref send, null);
        owner.Add(new ResultSegment(this, results, count), callIsOver: open.Count == 0);
    }

    private void Abort()
    {
        CancellationTokenSource? source;
        lock (gate)
            source = abort;
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
