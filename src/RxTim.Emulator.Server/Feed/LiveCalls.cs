namespace RxTim.Emulator;

/// <summary>The latest calls, and how many there were. Readers take what is new at their own pace; what they were too slow for is only
/// counted, so that a flood of calls or a slow reader costs nothing.</summary>
internal sealed class LiveCalls(TimeProvider time)
{
    private const int Kept = 256;
    private const int ShownReceivers = 3;

    // Guards the fields below.
    private readonly Lock gate = new();

    private readonly CallRow[] rows = new CallRow[Kept];

    // Set while somebody waits.
    private TaskCompletionSource? changed;
    private FeedCounts counts;

    /// <summary>How many calls and identifiers there were.</summary>
    public FeedCounts Counts
    {
        get
        {
            lock (gate)
                return counts;
        }
    }

    /// <summary>Tells of a call that sends.</summary>
    public void AddSend(ReceivedCall call)
    {
        var (failed, code) = (0, call.Refusal);
        foreach (var delivery in call.Deliveries)
        {
            if (delivery.Code == 0)
                continue;
            failed++;
            code = code == 0 ? delivery.Code : code;
        }
        if (call.Refusal != 0)
            failed = call.Identifiers.Count;
        var (via, api) = call.Message is RestSentMessage sent ? ("REST", sent.Api) : ("in process", "MsgBatchSend");
        Add(via, api, call.Message, call.Identifiers, failed, code, code == 0 ? "" : TimErrorCodes.Describe(code) ?? "");
    }

    /// <summary>Tells of a message that was sent elsewhere.</summary>
    public void AddImport(RestSentMessage message, string receiver) => Add("REST", message.Api, message, [receiver], 0, 0, "");

    /// <summary>Tells of a call that was refused before it was understood.</summary>
    public void AddRefusal(string api, int code, string info) => Add("REST", api, null, [], 0, code, info);

    /// <summary>Complete when there is a call after that number.</summary>
    public Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (counts.Calls > after)
                return Task.CompletedTask;
            changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return changed.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The latest calls after that number, oldest first, at most so many; and the counts with them.</summary>
    public (CallRow[] Rows, FeedCounts Counts) Since(long after, int most)
    {
        lock (gate)
        {
            var count = (int)Math.Min(Math.Min(most, Kept), counts.Calls - Math.Min(after, counts.Calls));
            var latest = new CallRow[count];
            for (var i = 0; i < count; i++)
                latest[i] = rows[(counts.Calls - count + i) % Kept];
            return (latest, counts);
        }
    }

    private void Add(
        string via, string api, EmulatorMessage? message, IReadOnlyList<string> identifiers, int failed, int code, string info)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        string[] receivers = [.. identifiers.Take(ShownReceivers)];
        TaskCompletionSource? waiting;
        lock (gate)
        {
            rows[counts.Calls % Kept] = new CallRow(
                counts.Calls + 1, now, via, api, message, receivers, identifiers.Count, failed, code, info);
            counts = new FeedCounts(counts.Calls + 1, counts.Sent + identifiers.Count - failed, counts.Failed + failed);
            (waiting, changed) = (changed, null);
        }
        waiting?.SetResult();
    }
}
