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
        while (TakeEntries(ref entries, ref fault))
        {
        }

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
        if (identifier is not null)
            AnswerOne(identifier, BackendAnswer.Of(code, desc ?? "", TimErrorCodes.OutcomeOf(code)), message);
    }

    /// <summary>Reports one identifier's result as it is, for a transport that passes calls on. What the send gives is a copy, with the
    /// ordinal and the attempts of this call.</summary>
    /// <param name="result">The result.</param>
    public void Answer(MsgBatchSendResult result)
    {
        if (result is not null)
            AnswerOne(result.Identifier, result.Answer, result.Source);
    }

    /// <summary>Reports the same for every identifier that has no result yet.</summary>
    /// <param name="code">0 for sent, else the failure's code.</param>
    /// <param name="desc">The failure's description.</param>
    /// <param name="message">Gives an identifier's message as the backend has it; called when <see cref="MsgBatchSendResult.Message"/>
    /// is first read, on any thread; must not throw.</param>
    /// <param name="msgKey">By what the backend knows the message (<see cref="MsgBatchSendResult.MsgKey"/>).</param>
    public void AnswerRemaining(int code, string? desc = null, Func<string, Message>? message = null, string? msgKey = null) =>
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
            StopSend(code, $"A call was refused with a code that holds for every call: {text}", isRefused: true);
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
    public void PauseFor(TimeSpan pause) => Volatile.Read(ref owner)?.PauseFor(pause);

    /// <summary>Reports that the backend is gone: no call in flight will be answered, and none can be sent. The whole send stops with a
    /// <see cref="TimException"/>, which lists the identifiers without a result.</summary>
    /// <param name="code">The code to give, for example 7009 (<see cref="TimErrorCodes.Interrupted"/>).</param>
    /// <param name="desc">What happened.</param>
    public void Stop(int code, string desc) => StopSend(code, desc, isRefused: false);

    private void StopSend(int code, string message, bool isRefused)
    {
        if (Volatile.Read(ref owner) is not { } waiting || !waiting.Enter(wholeCall: true))
            return;
        waiting.Stop(code, message, isRefused);
        waiting.Exit();
    }

    // Reads some entries outside the lock, then takes those of open identifiers. False at the end, or when nobody waits any longer.
    private bool TakeEntries(ref ResultArrayReader entries, ref string? fault)
    {
        if (Volatile.Read(ref owner) is not { } waiting || !waiting.Enter(wholeCall: false))
            return false;
        try
        {
            Span<int> positions = stackalloc int[ResultsPerSegment];
            var results = new MsgBatchSendResult[Math.Min(ResultsPerSegment, open.Count)];
            var expected = open.Next;
            var count = 0;
            var more = results.Length > 0;
            try
            {
                while (count < results.Length && (more = entries.Read()))
                {
                    var position = open.Find(entries.Identifier, expected);
                    if (position < 0)
                        continue;
                    results[count] = Place(waiting, entries.ToResult(identifiers[position]), position);
                    positions[count++] = position;
                    expected = position + 1;
                }
            }
            catch (JsonException malformed)
            {
                fault = malformed.Message;
                more = false;
            }
            Take(waiting, results, positions[..count]);
            return more;
        }
        finally
        {
            waiting.Exit();
        }
    }

    private void AnswerOne(string identifier, BackendAnswer answer, IMessageSource? message)
    {
        if (Volatile.Read(ref owner) is not { } waiting || !waiting.Enter(wholeCall: false))
            return;
        var position = open.Find(identifier, open.Next);
        if (position >= 0)
            Take(waiting, [Place(waiting, new MsgBatchSendResult(identifiers[position], answer, message), position)], [position]);
        waiting.Exit();
    }

    private void AnswerOpen(int code, string desc, SendOutcome outcome, Func<string, Message>? message = null, string? msgKey = null)
    {
        if (Volatile.Read(ref owner) is not { } waiting || !waiting.Enter(wholeCall: true))
            return;
        int[] positions;
        lock (gate)
            positions = open.ToArray();
        var results = new MsgBatchSendResult[positions.Length];
        var answer = BackendAnswer.Of(code, desc, outcome).WithKey(msgKey);
        var source = message is null ? null : new MadeMessage(message);
        for (var i = 0; i < results.Length; i++)
            results[i] = Place(waiting, new MsgBatchSendResult(identifiers[positions[i]], answer, source), positions[i]);
        Take(waiting, results, positions);
        waiting.Exit();
    }

    // Says what the result is the result of, and lets the owner look at a failure.
    private MsgBatchSendResult Place(ICallOwner waiting, MsgBatchSendResult result, int position)
    {
        result.Send = waiting.Identity;
        PutInto(position, result);
        if (!result.IsSuccess)
            waiting.Judge(result);
        return result;
    }

    private void PutInto(int position, MsgBatchSendResult result)
    {
        result.StandAt(slots.OrdinalOf(position));
        if (slots.Earlier is { } earlier)
            result.Follow(earlier[position]);
    }

    // Gives the owner the results of identifiers that are still open. The results' order stays.
    private void Take(ICallOwner waiting, MsgBatchSendResult[] results, ReadOnlySpan<int> positions)
    {
        bool isOver;
        lock (gate)
        {
            if (owner is null)
                return;
            var count = 0;
            for (var i = 0; i < positions.Length; i++)
            {
                var position = open.Take(positions[i]);
                if (position < 0)
                    continue;
                // The place that was found may have been taken meanwhile, and the identifier have another one.
                if (position != positions[i])
                    PutInto(position, results[i]);
                results[count++] = results[i];
            }
            if (count == 0)
                return;
            isOver = open.Count == 0;
            if (isOver)
                Volatile.Write(ref owner, null);
            Watch?.Take(results.AsSpan(0, count));
            waiting.Take(results, count, isOver);
        }
        if (isOver)
            Watch?.Over();
        waiting.Flush();
    }
}
