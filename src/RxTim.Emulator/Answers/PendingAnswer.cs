namespace RxTim.Emulator;

/// <summary>An answer and the timer that it waits for. It leaves when it is delivered, when nobody waits for the call any longer, or when
/// the emulator is disposed.</summary>
internal sealed class PendingAnswer : IAsyncDisposable
{
    private readonly PendingAnswers owner;
    private readonly Answer answer;
    private readonly ITimer timer;

    // Set before the timer runs.
    private CancellationTokenRegistration aborted;

    public PendingAnswer(PendingAnswers owner, Answer answer, TimeProvider time)
    {
        this.owner = owner;
        this.answer = answer;
        timer = time.CreateTimer(
            static state => ((PendingAnswer)state!).Deliver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start(TimeSpan latency)
    {
        // Where the call is aborted already, this stops the timer, which then cannot be started again.
        aborted = answer.Call.Aborted.Register(static state => ((PendingAnswer)state!).Stop(), this);
        timer.Change(latency, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Drops the answer.</summary>
    public void Stop()
    {
        owner.Remove(this);
        timer.Dispose();
    }

    /// <summary>Drops the answer; one that is just being delivered is waited for.</summary>
    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Deliver()
    {
        if (!owner.IsDisposed)
            answer.Deliver();
        aborted.Dispose();
        Stop();
    }
}
