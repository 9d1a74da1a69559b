using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RxTim;

// What a transport reports on a call, and how that becomes results.
public sealed partial class MsgBatchCall
{
    // A callback of 100,000 entries is passed on in pieces of this many, so that the first does not wait for the last.
    private const int ResultsPerSegment = 256;

    /// <summary>
    /// Reports a callback of the SDK's form. The entries are the truth: each gives its identifier's result, whatever
    /// <paramref name="code"/> says. Without entries, or without an array at all, a <paramref name="code"/> other than 0 refuses the
    /// call (<see cref="Refuse"/>), and 0 without entries says nothing: more may follow. A backend may answer in as many callbacks as it
    /// likes.
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

        if (fault is not null && (entries.IsArray || code == 0))
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
            if (owner is null || identifier is null || !open.TryTake(identifier, out var position))
                return;
            var result = new MsgBatchSendResult(Identifiers[position], code, desc ?? "", TimErrorCodes.OutcomeOf(code), message);
            Give(owner, [Place(result, owner, position)], 1);
        }
        owner.Flush();
    }

    /// <summary>Reports the same for every identifier that has no result yet.</summary>
    /// <param name="code">0 for sent, else the failure's code.</param>
    /// <param name="desc">The failure's description.</param>
    /// <param name="message">Gives an identifier's message as the backend has it; called when <see cref="MsgBatchSendResult.Message"/>
    /// is first read, on any thread; must not throw.</param>
    /// <param name="msgKey">By what the backend knows the message (<see cref="MsgBatchSendResult.MsgKey"/>).</param>
    public void AnswerRest(int code, string? desc = null, Func<string, Message>? message = null, string? msgKey = null) =>
        AnswerOpen(code, desc ?? "", TimErrorCodes.OutcomeOf(code), message, msgKey);

    /// <summary>
    /// Reports that the backend refused the call: nothing was sent to the identifiers without a result, unless the code says that nobody
    /// knows (<see cref="TimErrorCodes.IsUnknownOutcome"/>). Each gets <paramref name="code"/>, unless the code concerns every call to come
    /// (<see cref="TimErrorCodes.IsFatal"/>: not initialised, not logged in, bad UserSig): then the whole send stops with a
    /// <see cref="TimException"/>.
    /// </summary>
    /// <param name="code">A <see cref="TIMResult"/> where negative, else an error code; 0 counts as 7012
    /// (<see cref="TimErrorCodes.SdkInternalError"/>), for a refusal has a reason.</param>
    /// <param name="desc">The description.</param>
    public void Refuse(int code, string? desc)
    {
        if (code == 0)
            code = TimErrorCodes.SdkInternalError;
        var text = string.IsNullOrEmpty(desc) ? TimErrorCodes.Describe(code) ?? "" : desc;
        if (TimErrorCodes.IsFatal(code))
            Volatile.Read(ref send)?.Stop(code, $"The backend refused a call with a code that holds for every call: {text}", this);
        else
            AnswerOpen(code, text, TimErrorCodes.OutcomeOf(code));
    }

    /// <summary>Reports that the call left and its answer is lost, for example because the connection broke: nobody knows about the
    /// identifiers without a result, and each becomes <see cref="SendOutcome.Unknown"/>.</summary>
    /// <param name="desc">What happened.</param>
    /// <param name="code">The code to give; 6012 (<see cref="TimErrorCodes.RequestTimeout"/>) by default.</param>
    public void Lose(string desc, int code = TimErrorCodes.RequestTimeout) => AnswerOpen(code, desc ?? "", SendOutcome.Unknown);

    /// <summary>Reports that the backend asks not to be called for a time, whatever it says of this call: no call of the client is handed
    /// over until it is over, and then one, to see. To be reported before the call's results.</summary>
    /// <param name="pause">How long. A longer pause that is under way goes on.</param>
    public void PauseFor(TimeSpan pause) => Volatile.Read(ref send)?.PauseFor(pause);

    /// <summary>Reports that the backend is gone: no call in flight will be answered, and none can be sent. The whole send stops with a
    /// <see cref="TimException"/>, which lists the identifiers without a result.</summary>
    /// <param name="code">The code to give, for example 7009 (<see cref="TimErrorCodes.Interrupted"/>).</param>
    /// <param name="desc">What happened.</param>
    public void Stop(int code, string desc) => Volatile.Read(ref send)?.Stop(code, desc, null);

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

    private void AnswerOpen(int code, string desc, SendOutcome outcome, Func<string, Message>? message = null, string? msgKey = null)
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
                var result = new MsgBatchSendResult(Identifiers[position], code, desc, outcome, message) { MsgKey = msgKey };
                results[i] = Place(result, owner, position);
            }
            Give(owner, results, results.Length);
        }
        owner.Flush();
    }
}
