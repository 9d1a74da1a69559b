using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace RxTim.Orleans;

/// <summary>A silo's part in the pace of the whole cluster: one for the silo and quota, shared by all that sends there. It fetches permits
/// from the quota's grain as they are needed, and gives back what is not.</summary>
/// <remarks>A call takes its recipients first and then itself, as a client does; who waits for the second holds the first, and never the
/// other way round, so no two silos wait for each other. The grain gives all that a call lacks, or nothing.</remarks>
internal sealed partial class ClusterPacing : IAsyncDisposable
{
    // How long to wait before the grain is asked again that could not be reached: twice as long each time.
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(1);

    private readonly IPaceGrain grain;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly long begun;
    private readonly SiloPace silo;
    private readonly PacingInterceptor interceptor;
    private readonly ITimer timer;
    private readonly CancellationTokenSource ending = new();

    // The report that is under way, and the waiting for news.
    private Task asking = Task.CompletedTask;
    private Task watching = Task.CompletedTask;

    // How often in a row the grain could not be reached, and when it may be asked again.
    private int failures;
    private TimeSpan retryAt;

    /// <param name="pace">The quota.</param>
    /// <param name="grains">The cluster.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it is written that the grain cannot be reached.</param>
    public ClusterPacing(ClusterPace pace, IGrainFactory grains, TimeProvider time, ILogger<ClusterPacing> logger)
        : this(pace, grains.GetGrain<IPaceGrain>(pace.Name), time, logger)
    {
    }

    public ClusterPacing(ClusterPace pace, IPaceGrain grain, TimeProvider time, ILogger<ClusterPacing> logger)
    {
        pace.Validate();
        this.grain = grain;
        this.time = time;
        this.logger = logger;
        begun = time.GetTimestamp();
        silo = new SiloPace(Gate, pace);
        interceptor = new PacingInterceptor(this);
        timer = time.CreateTimer(
            static pacing => ((ClusterPacing)pacing!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Calls = silo.Calls is { } calls ? new SiloLimiter(calls, this) : null;
        Recipients = silo.Recipients is { } recipients ? new SiloLimiter(recipients, this) : null;
    }

    /// <summary>Asked for one permit before each call, withdrawals and look-ups of a history included; null where calls have no
    /// limit.</summary>
    public RateLimiter? Calls { get; }

    /// <summary>Asked for a permit for each recipient of a call, before <see cref="Calls"/> is; null where recipients have no
    /// limit.</summary>
    public RateLimiter? Recipients { get; }

    /// <summary>Whether the backend said "too many calls", to whichever silo, and is not known to take calls again.</summary>
    public bool IsPausing
    {
        get
        {
            lock (Gate)
                return silo.IsPausing;
        }
    }

    internal object Gate { get; } = new();

    internal TimeSpan Now => time.GetElapsedTime(begun);

    internal bool IsOver { get; private set; }

    /// <summary>Whether no report is under way or due: for tests that move the clock.</summary>
    internal bool IsSettled
    {
        get
        {
            lock (Gate)
                return asking.IsCompleted && !(silo.Due() <= Now && Now >= retryAt);
        }
    }

    /// <summary>The options of a client, with this pace.</summary>
    public TimClientOptions Apply(TimClientOptions options) =>
        Calls is null && Recipients is null ? options : options with
        {
            CallLimiter = Calls,
            RecipientLimiter = Recipients,
            // The last: nothing comes between it and the hand-over.
            Interceptors = [.. options.Interceptors, interceptor],
        };

    /// <summary>The options of a withdrawal, with this pace.</summary>
    public WithdrawOptions Apply(WithdrawOptions options) => Calls is null ? options : options with
    {
        CallLimiter = Calls,
        Retry = options.Retry with
        {
            OnRetry = result =>
            {
                if (TimErrorCodes.IsThrottled(result.Code))
                    Throttled();
                options.Retry.OnRetry?.Invoke(result);
            },
        },
    };

    /// <summary>A call goes to the backend.</summary>
    public void HandedOver()
    {
        lock (Gate)
            silo.HandedOver();
    }

    /// <summary>A call was answered with "too many calls": all silos are to pause.</summary>
    public void Throttled()
    {
        lock (Gate)
        {
            silo.Throttled();
            Look();
        }
    }

    /// <summary>A call was answered, and not with "too many calls".</summary>
    public void Answered()
    {
        lock (Gate)
        {
            silo.Answered();
            Look();
        }
    }

    /// <summary>Ends it. Whoever waits is refused, and what is ready is given back, if the grain can be reached.</summary>
    public async ValueTask DisposeAsync()
    {
        Task last;
        Task watch;
        lock (Gate)
        {
            if (IsOver)
                return;
            IsOver = true;
            timer.Dispose();
            foreach (var permits in new[] { silo.Calls, silo.Recipients })
            {
                permits?.Discard();
                foreach (var waiter in permits?.LeaveAll() ?? [])
                    waiter.SetResult(false);
            }
            (last, watch) = (asking, watching);
        }
        await ending.CancelAsync().ConfigureAwait(false);
        await last.ConfigureAwait(false);
        await watch.ConfigureAwait(false);
        await AskAsync().ConfigureAwait(false);
        ending.Dispose();
    }

    /// <summary>Reports if it is time, or sets the timer for when it is. To be called in the lock after whatever changes that.</summary>
    internal void Look()
    {
        if (IsOver || !asking.IsCompleted || silo.Due() is not { } due)
            return;
        var now = Now;
        var at = due > retryAt ? due : retryAt;
        if (at > now)
            timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling((at - now).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        else
            asking = Task.Run(AskAsync);
    }

    private void Wake()
    {
        lock (Gate)
            Look();
    }

    private async Task AskAsync()
    {
        PaceReport report;
        lock (Gate)
            report = silo.Report(Now);
        PaceAnswer? answer = null;
        Exception? failure = null;
        try
        {
            answer = await grain.ExchangeAsync(report).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }
        lock (Gate)
        {
            // The next report waits for this one; what it finds to say is looked for here.
            asking = Task.CompletedTask;
            if (answer is not null)
                Take(answer);
            else
                Failed(failure!);
            Look();
        }
    }

    private void Take(PaceAnswer answer)
    {
        if (failures > 0)
            LogReached();
        failures = 0;
        silo.Take(answer, Now);
        if (!silo.IsEmpty && watching.IsCompleted)
            watching = Task.Run(WatchAsync);
    }

    // What was given and did not arrive is made good by the next report. There is something to say: the grain may know less than it did.
    private void Failed(Exception failure)
    {
        if (failures == 0)
            LogUnreachable(failure);
        var pause = FirstRetry;
        for (var i = 0; i < failures && pause < LongestRetry; i++)
            pause += pause;
        failures++;
        retryAt = Now + (pause < LongestRetry ? pause : LongestRetry);
        silo.AskAgain();
    }

    // Waits as long as there is something here, and reports when there is news.
    private async Task WatchAsync()
    {
        while (true)
        {
            int pause;
            lock (Gate)
            {
                if (IsOver || silo.IsEmpty)
                {
                    watching = Task.CompletedTask;
                    return;
                }
                pause = silo.Pause;
            }
            bool hasNews;
            try
            {
                hasNews = await grain.WaitForNewsAsync(silo.Key, pause).WaitAsync(ending.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception thrown)
            {
                // A wait that took too long, or a grain that is gone: the next report finds out. It begins a new wait.
                LogWaitFailed(thrown);
                hasNews = true;
            }
            if (!hasNews)
                continue;
            lock (Gate)
            {
                watching = Task.CompletedTask;
                silo.AskAgain();
                Look();
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster's pace cannot be reached; nothing is sent beyond the permits at hand.")]
    private partial void LogUnreachable(Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "The cluster's pace can be reached again.")]
    private partial void LogReached();

    [LoggerMessage(Level = LogLevel.Debug, Message = "Waiting for news of the cluster's pace failed.")]
    private partial void LogWaitFailed(Exception failure);
}
