using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RxTim;

/// <summary>The results of one send, gathered for a callback, in the order in which their identifiers were asked.</summary>
/// <param name="asked">Who was asked, where that is known: they are accounted for even if the send is stopped.</param>
internal sealed class CallbackResults(IReadOnlyList<string>? asked)
{
    private readonly List<MsgBatchSendResult> results = [];

    // Whether the results came in the order asked; false also where they come from more than one send.
    private bool inOrder = true;
    private bool oneSend = true;

    private Exception? error;

    public void Add(MsgBatchSendResult result)
    {
        if (results.Count > 0)
        {
            var last = results[^1];
            oneSend &= last.Send == result.Send;
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
            AccountForAll(error);
        if (results.Count == 0 || results.Exists(static result => result.IsSuccess))
            return (0, error?.Message ?? "");
        return (results[0].Code, results[0].Desc);
    }

    // After a stop, gives the identifiers without a result one that says why: unknown if they were handed over, else not attempted.
    private void AccountForAll(Exception error)
    {
        var given = new Dictionary<string, Queue<MsgBatchSendResult>>(StringComparer.Ordinal);
        foreach (var result in results)
            Enqueue(given, result.Identifier, result);
        foreach (var identifier in (error as TimException)?.Unanswered ?? [])
        {
            Enqueue(given, identifier, new MsgBatchSendResult(
                identifier, CodeOf(error), $"handed over, not answered before the send was stopped: {error.Message}", SendOutcome.Unknown));
        }

        results.Clear();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var identifier in asked!)
        {
            if (identifier is null)
                continue;
            if (given.TryGetValue(identifier, out var queue) && queue.Count > 0)
                results.Add(queue.Dequeue());
            else if (!given.ContainsKey(identifier) && seen.Add(identifier))
                results.Add(new MsgBatchSendResult(identifier, CodeOf(error), $"not sent: {error.Message}", SendOutcome.Failed));
        }
    }

    private static void Enqueue(Dictionary<string, Queue<MsgBatchSendResult>> given, string identifier, MsgBatchSendResult result)
    {
        if (!given.TryGetValue(identifier, out var queue))
            given.Add(identifier, queue = new Queue<MsgBatchSendResult>());
        queue.Enqueue(result);
    }

    private static int CodeOf(Exception error) => error is TimException { Code: not 0 } tim ? tim.Code : TimErrorCodes.SdkInternalError;

    private string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, TimJson.WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var result in results)
                result.WriteJson(writer);
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
