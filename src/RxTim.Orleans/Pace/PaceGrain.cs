using Orleans.Concurrency;

namespace RxTim.Orleans;

/// <summary>Keeps the account of one quota, and stores it before anything is given.</summary>
/// <remarks>Calls overlap while one is being stored, and what came meanwhile is stored together. The storage's ETag is the fence: of two
/// activations only one can store, and the other gives nothing and ends. Whatever goes wrong with storing, this activation ends, for it
/// cannot know what is stored; the next one reads it.</remarks>
[Reentrant]
internal sealed class PaceGrain : Grain, IPaceGrain
{
    private readonly IPersistentState<PaceState> state;
    private readonly TimeProvider time;
    private readonly long begun;
    private readonly Dictionary<Guid, NewsWaiter> waiters = [];
    private PaceLedger ledger = new();
    private ITimer? timer;

    // Whoever waits for the next time that the account is stored; none if all is stored, or is being stored.
    private TaskCompletionSource? next;
    private bool isStoring;
    private bool isOver;

    public PaceGrain(IGrainContext context, IServiceProvider services)
    {
        state = GrainStates.Of(services).Create<PaceState>(context, "pace");
        time = PaceClock.Of(services);
        begun = time.GetTimestamp();
    }

    private TimeSpan Now => time.GetElapsedTime(begun);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ledger = PaceCodec.Read(state.State.Account);
        var scheduler = TaskScheduler.Current;
        timer = time.CreateTimer(
            _ => Task.Factory.StartNew(Look, CancellationToken.None, TaskCreationOptions.None, scheduler),
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        End();
        return Task.CompletedTask;
    }

    public async Task<PaceAnswer> ExchangeAsync(PaceReport report)
    {
        if (isOver)
            throw new PaceUnavailableException();
        var answer = ledger.Exchange(report, Now);
        await StoreAsync().ConfigureAwait(true);
        Look();
        return answer;
    }

    public async Task<bool> WaitForNewsAsync(Guid silo, int pauseKnown)
    {
        if (isOver || ledger.HasNews(silo, pauseKnown, Now))
            return true;
        // A silo waits once; if it does again, its first call got lost.
        if (waiters.Remove(silo, out var earlier))
            earlier.TrySetResult(false);
        var waiter = waiters[silo] = new NewsWaiter(pauseKnown, Now + PaceTimes.News);
        Look();
        return await waiter.Task.ConfigureAwait(true);
    }

    private Task StoreAsync()
    {
        var stored = (next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        if (!isStoring)
            _ = StoreAllAsync();
        return stored;
    }

    // Whoever comes while the account is being stored is stored with all others who do, after that. What goes wrong is told to them.
    private async Task StoreAllAsync()
    {
        isStoring = true;
        while (next is { } stored)
        {
            next = null;
            try
            {
                if (isOver)
                    throw new PaceUnavailableException();
                state.State.Account = PaceCodec.Write(ledger, Now);
                await state.WriteStateAsync().ConfigureAwait(true);
                stored.SetResult();
            }
            catch (Exception thrown)
            {
                End();
                DeactivateOnIdle();
                stored.SetException(thrown as PaceUnavailableException ?? new PaceUnavailableException(thrown));
            }
        }
        isStoring = false;
    }

    // Tells those for whom there is news, and sets the timer for when there may be some again.
    private void Look()
    {
        if (isOver)
            return;
        var now = Now;
        TimeSpan? wake = waiters.Count == 0 ? null : ledger.NextTurn(now);
        foreach (var (silo, waiter) in waiters)
        {
            var hasNews = ledger.HasNews(silo, waiter.PauseKnown, now);
            if (hasNews || now >= waiter.Until)
            {
                waiters.Remove(silo);
                waiter.TrySetResult(hasNews);
            }
            else if (!(wake <= waiter.Until))
            {
                wake = waiter.Until;
            }
        }
        timer?.Change(
            wake is { } at ? TimeSpan.FromMilliseconds(Math.Max(5, Math.Ceiling((at - now).TotalMilliseconds))) : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        isOver = true;
        timer?.Dispose();
        foreach (var waiter in waiters.Values)
            waiter.TrySetResult(true);
        waiters.Clear();
    }

    private sealed class NewsWaiter(int pauseKnown, TimeSpan until)
        : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public int PauseKnown { get; } = pauseKnown;

        public TimeSpan Until { get; } = until;
    }
}
