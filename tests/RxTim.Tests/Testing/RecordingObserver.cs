namespace RxTim.Tests;

/// <summary>Remembers a stream, and whether it ever broke Rx's grammar: overlapped, or went on after its end.</summary>
internal sealed class RecordingObserver(Action<MsgBatchSendResult>? onNext = null) : IObserver<MsgBatchSendResult>
{
    private readonly List<MsgBatchSendResult> results = [];
    private readonly List<string> faults = [];
    private readonly Signal changed = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [ThreadStatic]
    private static int Told;

    // The thread that is inside this observer.
    private int inside;

    public IReadOnlyList<MsgBatchSendResult> Results
    {
        get
        {
            lock (results)
                return [.. results];
        }
    }

    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (faults)
                return [.. faults];
        }
    }

    public Exception? Error { get; private set; }

    public bool Ended => ended.Task.IsCompleted;

    /// <summary>How many notifications have come.</summary>
    public int Notifications { get; private set; }

    /// <summary>How many notifications have come on the thread that asks, to all observers.</summary>
    public static int NotificationsHere => Told;

    public Task EndedAsync() => ended.Task.Soon();

    /// <summary>Waits until so many results have come.</summary>
    public async Task<IReadOnlyList<MsgBatchSendResult>> ResultsAsync(int count)
    {
        await changed.WhenAsync(() => Results.Count >= count);
        return Results;
    }

    public void OnNext(MsgBatchSendResult value) => Notify("OnNext", () =>
    {
        lock (results)
            results.Add(value);
        changed.Changed();
        onNext?.Invoke(value);
    });

    public void OnError(Exception error) => Notify("OnError", () =>
    {
        Error = error;
        ended.TrySetResult();
    });

    public void OnCompleted() => Notify("OnCompleted", () => ended.TrySetResult());

    private void Notify(string what, Action act)
    {
        var other = Interlocked.Exchange(ref inside, Environment.CurrentManagedThreadId);
        if (other != 0)
            Fault($"{what} on thread {Environment.CurrentManagedThreadId} overlaps thread {other}.");
        if (Ended)
            Fault($"{what} after the end.");
        Notifications++;
        Told++;
        try
        {
            act();
        }
        finally
        {
            Volatile.Write(ref inside, 0);
        }
    }

    private void Fault(string what)
    {
        lock (faults)
            faults.Add(what);
    }
}
