using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace RxTim.Orleans;

/// <summary>
/// The work on a shard by one activation, in rounds: each sends to all who are pending, then settles who is in doubt. It ends when nobody
/// is left, when it is told to pause, or when the backend takes no call of this app. It runs on the thread pool, and has the ledger by its
/// writer only.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no links, so there is nothing to dispose of.")]
internal sealed class ShardRun
{
    // After so many hand-overs without an answer, that is the answer.
    private const int MostDoubts = 20;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly SiloSending sending;
    private readonly ShardWriter writer;
    private readonly string[] identifiers;
    private readonly SendPlan plan;
    private readonly Message message;
    private readonly DoubtCheck check;

    // By ordinal: how often it came to be in doubt.
    private readonly Dictionary<int, int> doubts = [];

    private readonly Lock gate = new();
    private SendMode mode;
    private RoundSession? round;
    private CancellationTokenSource waiting = new();

    private int waitsWith;

    // When those in doubt were last handed over at the latest, as a timestamp.
    private long lastHandOver;

    public ShardRun(SiloSending sending, ShardWriter writer, string[] identifiers, SendPlan plan, SendMode mode)
    {
        this.sending = sending;
        this.writer = writer;
        this.identifiers = identifiers;
        this.plan = plan;
        this.mode = mode;
        message = plan.ToMessage();
        check = new DoubtCheck(sending, writer, identifiers, plan);
        Ended = Task.Run(RunAsync);
    }

    /// <summary>Complete when nothing of it runs any longer: why it stopped by itself, or null. Fails with a
    /// <see cref="ShardLostException"/>
    /// where the shard is lost to this activation.</summary>
    public Task<TimException?> Ended { get; }

    /// <summary>The code that the backend cannot be reached with; 0 while anything comes of the sending.</summary>
    public int WaitsWith => Volatile.Read(ref waitsWith);

    private InDoubtPolicy Policy => plan.Options.InDoubt;

    private TimeProvider Time => sending.Client.TimeProvider;

    /// <summary>Tells it what is asked of it now; what is in flight is answered in any case.</summary>
    public void Tell(SendMode now)
    {
        RoundSession? drained;
        CancellationTokenSource over;
        lock (gate)
        {
            if (mode == now)
                return;
            mode = now;
            drained = now == SendMode.Run ? null : round;
            over = waiting;
        }
        over.Cancel();
        drained?.Drain(goesOn: now != SendMode.Cancel);
    }

    private async Task<TimException?> RunAsync()
    {
        // Who called the grain is no parent of what follows, which outlives the call.
        Activity.Current = null;
        using var span = ShardSpan.Begin(plan.Trace);
        lastHandOver = Time.GetTimestamp();
        await writer.RecordAsync(ledger =>
        {
            ledger.OpenEpoch();
            SettleFallen(ledger);
        }).ConfigureAwait(false);
        for (var fruitless = 0; ;)
        {
            var (now, changed) = Look();
            if (now is SendMode.Pause or SendMode.Stop)
                return null;
            var (pending, inDoubt) = await writer.AskAsync(static ledger => (ledger.Those(Standing.Pending), ledger.Those(Standing.InDoubt)))
                .ConfigureAwait(false);
            if (inDoubt.Length == 0 && (pending.Length == 0 || now == SendMode.Cancel))
            {
                await writer.RecordAsync(static ledger => ledger.Finish()).ConfigureAwait(false);
                return null;
            }
            try
            {
                var settled = pending.Length > 0 && now == SendMode.Run
                    ? await SendAsync(pending).ConfigureAwait(false)
                    : await SettleAsync(inDoubt, now, changed).ConfigureAwait(false);
                fruitless = settled ? 0 : fruitless + 1;
            }
            catch (TimException stopped) when (stopped.InnerException is ShardLostException lost)
            {
                throw lost;
            }
            catch (TimException stopped) when (stopped.Code == TimErrorCodes.Interrupted)
            {
                throw new ShardLostException("The silo stops.", stopped);
            }
            catch (TimException) when (now == SendMode.Cancel)
            {
                // Nobody will ask the history again.
                await writer.RecordAsync(ledger =>
                {
                    foreach (var ordinal in ledger.Those(Standing.InDoubt))
                        ledger.Answer(ordinal, Doubts.Ended, "");
                }).ConfigureAwait(false);
            }
            catch (TimException stopped)
            {
                return stopped;
            }
            catch (OperationCanceledException) when (changed.IsCancellationRequested)
            {
                continue;
            }
            if (fruitless > 0)
                await PauseAsync(fruitless, changed).ConfigureAwait(false);
        }
    }

    // What another activation left in flight.
    private void SettleFallen(ShardLedger ledger)
    {
        foreach (var ordinal in ledger.Those(Standing.InDoubt))
        {
            if (Policy == InDoubtPolicy.Report)
                ledger.Answer(ordinal, Doubts.Fallen, "");
            else if (Policy == InDoubtPolicy.Resend)
                ledger.Put(ordinal, Standing.Pending);
        }
    }

    private (SendMode Mode, CancellationToken Changed) Look()
    {
        lock (gate)
        {
            if (waiting.IsCancellationRequested)
                waiting = new CancellationTokenSource();
            return (mode, waiting.Token);
        }
    }

    // True if anything came of it.
    private async Task<bool> SendAsync(int[] ordinals)
    {
        var session = new RoundSession(writer, ordinals, Policy, sending.Client.Retry);
        lock (gate)
        {
            round = session;
            if (mode != SendMode.Run)
                session.Drain(goesOn: mode != SendMode.Cancel);
        }
        try
        {
            await sending.SendAsync(message, ordinals.Select(ordinal => identifiers[ordinal]), session).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
                round = null;
            if (session.LastHandOver != 0)
                lastHandOver = session.LastHandOver;
            // Nothing is in flight any longer: who was not answered is in doubt.
            await writer.RecordAsync(ledger => EndRound(ledger, session.Doubted)).ConfigureAwait(false);
        }
        Volatile.Write(ref waitsWith, session.Settled > 0 ? 0 : session.CameBackWith);
        return session.Settled > 0;
    }

    // Those whom this round brought into doubt have one doubt more. Others wait for the check, and that is no doubt of theirs.
    private void EndRound(ShardLedger ledger, List<int> doubted)
    {
        foreach (var ordinal in ledger.Those(Standing.HandedOver))
        {
            if (Policy == InDoubtPolicy.Report)
            {
                ledger.Answer(ordinal, Doubts.Ended, "");
                continue;
            }
            ledger.Put(ordinal, Standing.InDoubt);
            doubted.Add(ordinal);
        }
        foreach (var ordinal in doubted)
        {
            var times = doubts.GetValueOrDefault(ordinal) + 1;
            doubts[ordinal] = times;
            if (times >= MostDoubts)
                ledger.Answer(ordinal, Doubts.TriedOften, "");
        }
    }

    private async Task<bool> SettleAsync(int[] inDoubt, SendMode now, CancellationToken changed)
    {
        if (Policy == InDoubtPolicy.Check)
            return await check.RunAsync(inDoubt, lastHandOver, changed).ConfigureAwait(false);
        var cancelled = now == SendMode.Cancel || Policy == InDoubtPolicy.Report;
        await writer.RecordAsync(ledger =>
        {
            foreach (var ordinal in inDoubt)
            {
                if (cancelled)
                    ledger.Answer(ordinal, Doubts.Ended, "");
                else
                    ledger.Put(ordinal, Standing.Pending);
            }
        }).ConfigureAwait(false);
        // A resend waits a little, for the backend may be away.
        return cancelled;
    }

    private async Task PauseAsync(int fruitless, CancellationToken changed)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(fruitless - 1, 10));
        await Task.Delay(pause < LongestPause ? pause : LongestPause, Time, changed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
