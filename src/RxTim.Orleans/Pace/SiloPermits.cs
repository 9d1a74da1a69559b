using System.Diagnostics;

namespace RxTim.Orleans;

/// <summary>What a silo has of calls or of recipients: ready, under way, over and not reported yet, and who waits. Times are spans since
/// the silo began. The lock of the silo's pace guards all of it.</summary>
/// <param name="gate">The lock.</param>
/// <param name="most">The quota.</param>
internal sealed class SiloPermits(object gate, int most)
{
    // How many of those who wait are told to the grain in one report.
    private const int MostTold = 32;

    // Calls that are over within so long of each other are reported as one, with the later's time.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(10);

    private readonly LinkedList<PermitWaiter> waiters = new();
    private readonly List<Over> over = [];

    // What was taken since the last report: about as much will be wanted until the next.
    private int taken;
    private TimeSpan lastTaken;
    private TimeSpan usableUntil;

    // How many of the first who wait the grain was told of.
    private int told;

    /// <summary>The quota; nobody gets more at a time.</summary>
    public int Most { get; } = most;

    /// <summary>Permits that were given and nobody has taken.</summary>
    public int Ready { get; private set; }

    /// <summary>Permits of calls under way.</summary>
    public int Held { get; private set; }

    /// <summary>How often permits were taken.</summary>
    public long Leases { get; private set; }

    public int WaitingCount => waiters.Count;

    public long WaitingPermits => waiters.Sum(static waiter => (long)waiter.Permits);

    /// <summary>Whether the grain knows of anything here, or is to.</summary>
    public bool IsEmpty => Ready == 0 && Held == 0 && over.Count == 0 && waiters.Count == 0;

    /// <summary>Takes permits if they are ready and nobody waits for some.</summary>
    public bool TryTake(int permits, TimeSpan now)
    {
        AssertGate();
        if (waiters.Count > 0 || !IsReady(permits, now))
            return false;
        Take(permits, now);
        return true;
    }

    public LinkedListNode<PermitWaiter> Wait(int permits)
    {
        AssertGate();
        return waiters.AddLast(new PermitWaiter(permits));
    }

    /// <summary>Whoever waits leaves; false if it was served already.</summary>
    public bool Leave(LinkedListNode<PermitWaiter> waiter, TimeSpan now)
    {
        AssertGate();
        if (waiter.List is null)
            return false;
        waiters.Remove(waiter);
        told = Math.Max(0, told - 1);
        // Whoever comes next may want less.
        Serve(now);
        return true;
    }

    /// <summary>A call is over: its permits count for a window from now.</summary>
    public void GiveBack(int permits, TimeSpan now)
    {
        AssertGate();
        Held -= permits;
        if (over.Count > 0 && over[^1] is { Number: 0 } last && now - last.First <= Together)
            over[^1] = last with { Last = now, Permits = last.Permits + permits };
        else
            over.Add(new Over(now, now, permits, 0));
    }

    /// <summary>What is ready may not be used any longer, for the lease ran out or all silos pause.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Discard()
    {
        AssertGate();
        var any = Ready > 0;
        Ready = 0;
        return any;
    }

    /// <summary>Says what is here, and gives back what is of no use: what nobody took for a while, what is too little for who is next, and
    /// what may not be used any longer.</summary>
    public PermitReport Report(long number, TimeSpan now)
    {
        AssertGate();
        if (now >= usableUntil || waiters.Count > 0 || now - lastTaken >= PaceTimes.Idle)
            Ready = 0;
        for (var i = over.Count - 1; i >= 0 && over[i].Number == 0; i--)
            over[i] = over[i] with { Number = number };
        var report = new PermitReport
        {
            Limit = Most,
            Outstanding = Held + Ready,
            Waiting = [.. waiters.Take(MostTold).Select(static waiter => waiter.Permits)],
            Ahead = Math.Max(0, Math.Min(taken, Most / 4) - Ready),
            Over = [.. over.Select(one => new OverPermits(now - one.Last, one.Permits, one.Number))],
        };
        told = report.Waiting.Length;
        taken = 0;
        return report;
    }

    /// <summary>The grain has taken a report, and gives so many permits.</summary>
    public void Answered(long number, int given, TimeSpan usableUntil, TimeSpan now)
    {
        AssertGate();
        this.usableUntil = usableUntil;
        over.RemoveAll(one => one.Number != 0 && one.Number <= number);
        if (given > 0 && Ready == 0)
            lastTaken = now;
        Ready += given;
        Serve(now);
    }

    /// <summary>When the silo is to report for the sake of what is here; null if it is not.</summary>
    public TimeSpan? Due(TimeSpan asked)
    {
        AssertGate();
        if (told < Math.Min(waiters.Count, MostTold))
            return TimeSpan.MinValue;
        TimeSpan? due = IsEmpty ? null : asked + PaceTimes.Renewal;
        if (over.Count > 0 && over[^1].Number == 0)
            due = Earlier(due, over.Find(static one => one.Number == 0).First + PaceTimes.Report);
        if (Ready > 0)
            due = Earlier(due, lastTaken + PaceTimes.Idle);
        return due;
    }

    /// <summary>Ends the waiting of all.</summary>
    public PermitWaiter[] LeaveAll()
    {
        AssertGate();
        PermitWaiter[] all = [.. waiters];
        waiters.Clear();
        return all;
    }

    private static TimeSpan Earlier(TimeSpan? one, TimeSpan other) => one < other ? one.Value : other;

    private bool IsReady(int permits, TimeSpan now) => permits == 0 || (permits <= Ready && now < usableUntil);

    private void Serve(TimeSpan now)
    {
        while (waiters.First is { } first && IsReady(first.Value.Permits, now))
        {
            waiters.RemoveFirst();
            told = Math.Max(0, told - 1);
            Take(first.Value.Permits, now);
            first.Value.SetResult(true);
        }
    }

    private void Take(int permits, TimeSpan now)
    {
        Ready -= permits;
        Held += permits;
        taken = (int)Math.Min(Most, (long)taken + permits);
        lastTaken = now;
        Leases++;
    }

    private void AssertGate() => Debug.Assert(Monitor.IsEntered(gate), "The pace's lock guards the permits.");

    // Calls that were over between two moments, and the report that told of them first; 0 before.
    private readonly record struct Over(TimeSpan First, TimeSpan Last, int Permits, long Number);
}

/// <summary>Who waits for permits: true when they are taken, false when there will be none.</summary>
internal sealed class PermitWaiter(int permits) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public int Permits { get; } = permits;
}
