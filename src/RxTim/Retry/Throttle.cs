namespace RxTim;

/// <summary>
/// Slows all sends of a client down while the backend says "too many calls": after such an answer nothing is handed over for a pause,
/// then one call a pause, each pause twice as long as the one before, until a call handed over since then is answered otherwise.
/// </summary>
/// <remarks>An answer counts only if its call was handed over after the newest pause began. So the calls in flight at that moment make one
/// pause together, and their other answers do not end it.</remarks>
internal sealed class Throttle(TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly object gate = new();
    private readonly Backoff backoff = new(FirstPause, LongestPause, time);

    // How many pauses in a row; 0 while the backend takes what comes.
    private volatile int pauses;

    // Timestamps: when the newest pause began, and when the next call may go.
    private long begun;
    private long nextPass;

    // Completes when the pauses are over; made when someone waits.
    private TaskCompletionSource<bool>? over;

    public bool IsPausing => pauses > 0;

    /// <summary>A call was answered with "too many calls".</summary>
    public void Pause(long handedOverAt)
    {
        lock (gate)
        {
            if (pauses > 0 && handedOverAt <= begun)
                return;
            pauses++;
            begun = time.GetTimestamp();
            nextPass = backoff.EndOf(pauses);
        }
    }

    /// <summary>The backend asks for a pause of its own: it begins now and lasts as long, unless a longer one is under way.</summary>
    public void PauseFor(TimeSpan pause)
    {
        if (pause <= TimeSpan.Zero)
            return;
        lock (gate)
        {
            pauses = Math.Max(pauses, 1);
            begun = time.GetTimestamp();
            nextPass = Math.Max(nextPass, begun + time.TimestampsIn(pause));
        }
    }

    /// <summary>A call was answered, and not with "too many calls".</summary>
    public void Resume(long handedOverAt)
    {
        lock (gate)
        {
            if (pauses == 0 || handedOverAt <= begun)
                return;
            pauses = 0;
            over?.SetResult(true);
            over = null;
        }
    }

    /// <summary>Whether a call may go now. While the backend is not known to take calls again, this lets one through a pause.</summary>
    public bool TryPass()
    {
        if (pauses == 0)
            return true;
        lock (gate)
        {
            if (pauses == 0)
                return true;
            if (time.GetTimestamp() < nextPass)
                return false;
            nextPass = backoff.EndOf(pauses);
            return true;
        }
    }

    /// <summary>Waits until <see cref="TryPass"/> is worth asking.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (pauses > 0)
        {
            TimeSpan wait;
            Task resumed;
            lock (gate)
            {
                wait = time.WaitUntil(nextPass);
                if (pauses == 0 || wait == TimeSpan.Zero)
                    return;
                over ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                resumed = over.Task;
            }
            using var patience = new Patience(wait, time, cancellationToken);
            await patience.OutlastsAsync(resumed).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
