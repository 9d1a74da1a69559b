namespace RxTim.Orleans;

/// <summary>The whole account of a quota: what each silo has of calls and of recipients, what counts, and the pause. Nothing here waits,
/// stores or reads a clock. Times are spans since an activation began.</summary>
internal sealed class PaceLedger
{
    private static readonly PaceAnswer Nothing = new();

    private readonly Dictionary<Guid, PaceSilo> silos = [];

    public PermitLedger Calls { get; } = new(PaceTimes.CallWindow);

    public PermitLedger Recipients { get; } = new(PaceTimes.RecipientWindow);

    public ClusterPause Pause { get; } = new();

    public IReadOnlyCollection<PaceSilo> Silos => silos.Values;

    /// <summary>Takes a silo's report and gives what its turn comes to. What comes of it must be stored before the answer is
    /// given.</summary>
    public PaceAnswer Exchange(PaceReport report, TimeSpan now)
    {
        Forget(now);
        if (!silos.TryGetValue(report.Silo, out var silo))
        {
            silo = Add(report.Silo, 0, now);
            if (report.WasTaken)
                CountAllAsUsed(report, now);
        }
        if (report.Number <= silo.Number)
            return Nothing;
        if (report.Calls is { } calls)
            Calls.Take(silo.Calls, calls, silo.Number, now);
        if (report.Recipients is { } recipients)
            Recipients.Take(silo.Recipients, recipients, silo.Number, now);
        silo.Number = report.Number;
        silo.Expires = now + PaceTimes.Lease;
        silo.IsHere = true;
        if (report.IsThrottled || report.IsAnswered)
            Pause.Answered(report.Pause, report.IsThrottled, now);
        return new PaceAnswer
        {
            Recipients = report.Recipients is null ? 0 : Recipients.Give(silo.Recipients, Pause, now),
            Calls = report.Calls is null || IsOverdrawn(silo) ? 0 : Calls.Give(silo.Calls, Pause, now),
            Pause = Pause.Number,
            IsPausing = Pause.IsOn,
        };
    }

    /// <summary>Whether a silo should report now: there is something for it, or it does not know of the newest pause, or has not told this
    /// activation what it wants.</summary>
    public bool HasNews(Guid key, int pauseKnown, TimeSpan now)
    {
        Forget(now);
        return pauseKnown != Pause.Number || silos.GetValueOrDefault(key) is not { IsHere: true } silo
            || (!IsOverdrawn(silo) && Calls.CanGive(silo.Calls, Pause, now)) || Recipients.CanGive(silo.Recipients, Pause, now);
    }

    /// <summary>When there may be news without a report; null if only a report can bring some.</summary>
    public TimeSpan? NextTurn(TimeSpan now)
    {
        var (calls, recipients) = (Calls.NextTurn(Pause, now), Recipients.NextTurn(Pause, now));
        foreach (var silo in silos.Values)
        {
            if (calls is not null && IsOverdrawn(silo) && Recipients.FreeAt(silo.Recipients.Limit, 0, now) is var settled)
                calls = settled > calls || settled is null ? settled : calls;
        }
        return calls < recipients || recipients is null ? calls : recipients;
    }

    /// <summary>Takes up a silo.</summary>
    /// <param name="key">Which.</param>
    /// <param name="number">Its newest report that was taken.</param>
    /// <param name="expires">When its lease runs out.</param>
    public PaceSilo Add(Guid key, long number, TimeSpan expires)
    {
        var silo = new PaceSilo(key, Calls.AddShare(), Recipients.AddShare()) { Number = number, Expires = expires };
        silos.Add(key, silo);
        return silo;
    }

    /// <summary>Forgets what no longer counts.</summary>
    public void Forget(TimeSpan now)
    {
        Calls.Forget(now);
        Recipients.Forget(now);
        foreach (var silo in silos.Values)
        {
            if (now < silo.Expires + PaceTimes.RecipientWindow)
                continue;
            silos.Remove(silo.Key);
            Calls.Remove(silo.Calls);
            Recipients.Remove(silo.Recipients);
        }
    }

    // A silo that could not be heard of for long still had recipients, and others were given theirs meanwhile. A call goes out with a
    // permit of its own, so none is given until the account is settled.
    private bool IsOverdrawn(PaceSilo silo) => Recipients.Counted > silo.Recipients.Limit && silo.Recipients.Limit > 0;

    // The silo would be known if nothing were lost: the storage did not outlive a machine. Nobody knows what was used.
    private void CountAllAsUsed(PaceReport report, TimeSpan now)
    {
        if (report.Calls is { } calls)
            Calls.CountAsUsed(calls.Limit, now);
        if (report.Recipients is { } recipients)
            Recipients.CountAsUsed(recipients.Limit, now);
    }
}

/// <summary>One silo in the account.</summary>
internal sealed class PaceSilo(Guid key, PermitShare calls, PermitShare recipients)
{
    public Guid Key { get; } = key;

    public PermitShare Calls { get; } = calls;

    public PermitShare Recipients { get; } = recipients;

    /// <summary>The number of the newest report that was taken.</summary>
    public long Number { get; set; }

    /// <summary>Whether it has reported to this activation.</summary>
    public bool IsHere { get; set; }

    /// <summary>When its lease runs out.</summary>
    public TimeSpan Expires
    {
        get => Calls.Expires;
        set => Calls.Expires = Recipients.Expires = value;
    }
}
