namespace RxTim.Emulator;

/// <summary>The answers that wait for their time.</summary>
internal sealed class PendingAnswers(TimeProvider time) : IAsyncDisposable
{
    // Guards both fields below. Answers, timers and calls are touched outside it only.
    private readonly object gate = new();

    // Each stays until its answer is delivered, so that disposal can wait for one that is just being delivered.
    private readonly HashSet<PendingAnswer> waiting = [];

    private bool disposed;

    public int Count
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    public bool IsDisposed
    {
        get
        {
            lock (gate)
                return disposed;
        }
    }

    /// <summary>Delivers an answer after the latency; without latency, before this returns.</summary>
    public void Deliver(Answer answer, TimeSpan latency)
    {
        if (latency == TimeSpan.Zero)
        {
            answer.Deliver();
            return;
        }
        var pending = new PendingAnswer(this, answer, time);
        if (TryAdd(pending))
            pending.Start(latency);
        else
            pending.Stop();
    }

    /// <summary>Says that an answer was delivered or is not wanted any longer.</summary>
    public void Remove(PendingAnswer pending)
    {
        lock (gate)
            waiting.Remove(pending);
    }

    /// <summary>Drops all answers. Once this is complete, none comes any more.</summary>
    public async ValueTask DisposeAsync()
    {
        PendingAnswer[] dropped;
        lock (gate)
        {
            disposed = true;
            dropped = [.. waiting];
            waiting.Clear();
        }
        foreach (var pending in dropped)
            await pending.DisposeAsync().ConfigureAwait(false);
    }

    private bool TryAdd(PendingAnswer pending)
    {
        lock (gate)
            return !disposed && waiting.Add(pending);
    }
}
