using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RxTim;

/// <summary>The results of one send, gathered for a callback, in the order in which their identifiers were asked.</summary>
/// <param name="asked">Who is sent to, where that is known: they are accounted for even if the send is stopped.</param>
/// <param name="duplicates">What is done with those of them who stand there twice.</param>
/// <param name="report">Told of what goes wrong on the way.</param>
internal sealed class CallbackResults(IReadOnlyList<string>? asked, DuplicateIdentifiers duplicates, Action<Exception> report)
{
    private readonly List<MsgBatchSendResult> results = [];

    // Whether the results came in the order asked; false also where they come from more than one send.
    private bool inOrder = true;
    private bool oneSend = true;

    private Exception? error;

    /// <summary>For results of any stream.</summary>
    public CallbackResults(Action<Exception> report)
        : this(asked: null, duplicates: default, report)
    {
    }

    public void Add(MsgBatchSendResult result)
    {
        if (results.Count > 0)
        {
            var last = results[^1];
            oneSend &= last.Send is not null && last.Send == result.Send;
            inOrder &= last.Ordinal < result.Ordinal;
        }
        results.Add(result);
    }

    public void Fail(Exception error) => this.error = error;

    public void Invoke(ValueCallback<List<MsgBatchSendResult>> callback, string? userData)
    {
        var (code, desc) = Finish();
        callback(code, desc, results, userData);
    }

    public void Invoke(ValueCallback<string> callback, string? userData)
    {
        var (code, desc) = Finish();
        callback(code, desc, ToJson(), userData);
    }

    private (int Code, string Desc) Finish()
    {
        if (oneSend && !inOrder)
            results.Sort(static (left, right) => left.Ordinal.CompareTo(right.Ordinal));
        if (error is not null && asked is null)
            return (CodeOf(error), error.Message);
        if (error is not null)
            AccountForAll(ByOrdinal(asked!), error);
        if (results.Count == 0 || results.Exists(static result => result.IsSuccess))
            return (0, error?.Message ?? "");
        return (results[0].Code, results[0].Desc);
    }

    // After a stop, gives the identifiers without a result one that says why: unknown if they were handed over, else not sent.
    private void AccountForAll(IReadOnlyList<string> asked, Exception error)
    {
        var given = new MsgBatchSendResult?[asked.Count];
        foreach (var result in results)
            given[result.Ordinal] = result;
        var unanswered = new HashSet<long>((error as TimException)?.UnansweredOrdinals ?? []);

        results.Clear();
        for (var i = 0; i < given.Length; i++)
            results.Add(given[i] ?? (unanswered.Contains(i) ? Unanswered(i) : NotSent(i)));

        MsgBatchSendResult Unanswered(int ordinal) => new(
            asked[ordinal], CodeOf(error), $"handed over, not answered before the send stopped: {error.Message}", SendOutcome.Unknown)
        { Ordinal = ordinal };

        MsgBatchSendResult NotSent(int ordinal) => new(
            asked[ordinal], CodeOf(error), $"not sent: {error.Message}", SendOutcome.Failed)
        { Ordinal = ordinal, Attempts = 0 };
    }

    private IReadOnlyList<string> ByOrdinal(IReadOnlyList<string> identifiers) => duplicates == DuplicateIdentifiers.SendOnce
        ? [.. identifiers.Distinct(StringComparer.Ordinal)]
        : identifiers;

    private static int CodeOf(Exception error) => error is TimException { Code: not 0 } tim ? tim.Code : TimErrorCodes.SdkInternalError;

    private string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, TimJson.WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var result in results)
                Write(writer, result);
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // A message that cannot be made is left out: the callback must run all the same, with every identifier's result.
    private void Write(Utf8JsonWriter writer, MsgBatchSendResult result)
    {
        try
        {
            result.WriteJson(writer);
        }
        catch (Exception thrown)
        {
            report(thrown);
            new MsgBatchSendResult(result.Identifier, result.Code, result.Desc, result.Outcome).WriteJson(writer);
        }
    }
}
