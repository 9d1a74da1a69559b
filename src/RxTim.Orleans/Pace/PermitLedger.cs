namespace RxTim.Orleans;

/// <summary>Counts the permits of one quota, over all silos, and decides who is next. Times are spans since an activation began.</summary>
/// <remarks>The silo that was given the fewest permits is next, however large its call: what it lacks is kept for it. So a large call has
/// its turn although many small ones wait, and no silo gets more than the others while they wait too. What comes free at once, as it was
/// used at once, is then given over most of a window: a silo whose calls are small could not take its part in a moment.</remarks>
internal sealed class PermitLedger(TimeSpan window)
{
    // How much faster than the quota permits are given while several silos wait.
    private const double Haste = 1.25;

    // What is given in one go then is what may be given in so long, so that not each small call makes a report of its own.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    // How long the others wait for the next in line to come; then whoever comes has it, for the next may have fallen.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    private readonly UsedPermits used = new(window);
    private readonly List<PermitShare> shares = [];

    // What the silo had been given that was served last, when it was. Who comes to the line begins here, so that one that wanted nothing
    // for a long time does not keep all others waiting.
    private long turn;

    // When the next permits may go to find out whether the backend takes calls again.
    private TimeSpan nextProbe;

    // When several silos waited last, and when the next permits may go to one of them.
    private TimeSpan? contended;
    private TimeSpan nextGift;

    /// <summary>All that count.</summary>
    public int Counted => used.Count + shares.Sum(static share => share.Outstanding);

    public UsedPermits Used => used;

    public PermitShare AddShare()
    {
        var share = new PermitShare();
        shares.Add(share);
        return share;
    }

    public void Remove(PermitShare share) => shares.Remove(share);

    /// <summary>Forgets what no longer counts.</summary>
    public void Forget(TimeSpan now)
    {
        used.Forget(now);
        foreach (var share in shares)
        {
            if (now >= share.Expires + window)
                share.Outstanding = 0;
        }
    }

    /// <summary>Counts what is free of a limit as used now.</summary>
    public void CountAsUsed(int limit, TimeSpan now)
    {
        if (limit > Counted)
            used.Add(now, limit - Counted, now);
    }

    /// <summary>A silo says what it has. What it had before, and neither has now nor reports as over, it never used: it is free at
    /// once.</summary>
    /// <param name="share">The silo's.</param>
    /// <param name="report">What it says.</param>
    /// <param name="known">The number of its last report that was taken: what that told of is counted already.</param>
    /// <param name="now">Now.</param>
    public void Take(PermitShare share, PermitReport report, long known, TimeSpan now)
    {
        foreach (var over in report.Over)
        {
            if (over.Number > known)
                used.Add(now - over.Age, over.Permits, now);
        }
        share.Outstanding = report.Outstanding;
        share.Limit = report.Limit;
        share.Ahead = report.Ahead;
        if (share.Waiting.Count == 0)
            share.Served = Math.Max(share.Served, turn);
        share.Waiting = new Queue<int>(report.Waiting);
    }

    /// <summary>Gives a silo as much as its turn comes to.</summary>
    /// <returns>How many permits.</returns>
    public int Give(PermitShare share, ClusterPause pause, TimeSpan now)
    {
        var given = 0;
        var isContended = IsContended(now);
        if (CanGive(share, pause, now))
        {
            nextGift = now > nextGift ? now : nextGift;
            do
            {
                var count = share.Waiting.Dequeue();
                turn = Math.Max(turn, share.Served);
                share.Served += count;
                share.Outstanding += count;
                given += count;
                if (isContended)
                    nextGift += window * (count / (share.Limit * Haste));
                if (pause.IsOn)
                    nextProbe = now + pause.Length;
            }
            while (nextGift <= now + Slack && IsTurn(share, pause, now));
        }
        if (shares.Count(one => one.IsWaiting(now)) > 1)
            contended = now;
        return given + GiveAhead(share, pause, now);
    }

    /// <summary>Whether it is a silo's turn, and there is enough for it.</summary>
    public bool CanGive(PermitShare share, ClusterPause pause, TimeSpan now) =>
        !(IsContended(now) && now < nextGift) && IsTurn(share, pause, now);

    /// <summary>When the next silo in line may have its turn, unless one reports before; null if nobody waits, or all depends on
    /// reports.</summary>
    public TimeSpan? NextTurn(ClusterPause pause, TimeSpan now)
    {
        PermitShare? next = null;
        foreach (var share in shares)
        {
            if (share.IsWaiting(now) && (next is null || share.Served < next.Served))
                next = share;
        }
        if (next is null)
            return null;
        if (IsPaused(pause, now))
            return pause.End > nextProbe ? pause.End : nextProbe;
        var free = FreeAt(next.Limit, next.Waiting.Peek(), now);
        if (!IsContended(now))
            return free;
        var turnAt = free < nextGift ? nextGift : free;
        return turnAt <= now && nextGift + Patience > now ? nextGift + Patience : turnAt;
    }

    /// <summary>When so many permits of a limit are free, unless a silo reports before; null if that depends on reports.</summary>
    public TimeSpan? FreeAt(int limit, int count, TimeSpan now)
    {
        var lacking = count - (limit - Counted);
        if (lacking <= 0)
            return now;
        var at = used.ForgottenAt(lacking);
        foreach (var share in shares)
        {
            // A silo that fell: what it had comes back.
            if (share.Outstanding > 0 && share.Expires + window is var back && !(at <= back))
                at = back;
        }
        return at;
    }

    private bool IsTurn(PermitShare share, ClusterPause pause, TimeSpan now) =>
        share.IsWaiting(now) && !IsPaused(pause, now) && share.Limit - Counted - KeptFrom(share, now) >= share.Waiting.Peek()
        && (!IsContended(now) || now >= nextGift + Patience || IsNext(share, now));

    private bool IsNext(PermitShare share, TimeSpan now) =>
        !shares.Exists(other => other.IsWaiting(now) && other.Served < share.Served);

    private bool IsContended(TimeSpan now) => now - contended < window / 10;

    private bool IsPaused(ClusterPause pause, TimeSpan now) => pause.IsOn && (now < pause.End || now < nextProbe);

    // What is kept for those whose turn comes before.
    private int KeptFrom(PermitShare share, TimeSpan now) =>
        shares.Sum(other => other.IsWaiting(now) && other.Served < share.Served ? other.Waiting.Peek() : 0);

    // Only while there is plenty, for what lies ready counts as if it were used.
    private int GiveAhead(PermitShare share, ClusterPause pause, TimeSpan now)
    {
        var free = share.Limit - Counted;
        if (share.Ahead <= 0 || pause.IsOn || IsContended(now) || free <= share.Limit / 2 || shares.Exists(other => other.IsWaiting(now)))
            return 0;
        var given = Math.Min(share.Ahead, free / 4);
        share.Served += given;
        share.Outstanding += given;
        return given;
    }
}
