namespace RxTim;

/// <summary>How far a send has come: see
/// <see cref="ResultOperators.Progress(IObservable{MsgBatchSendResult}, long?, TimeProvider?)"/>.</summary>
public readonly record struct SendProgress
{
    /// <summary>Identifiers that have the message.</summary>
    public long Sent { get; init; }

    /// <summary>Identifiers that do not.</summary>
    public long Failed { get; init; }

    /// <summary>Identifiers of which nobody knows.</summary>
    public long Unknown { get; init; }

    /// <summary>Identifiers that have their result.</summary>
    public long Done => Sent + Failed + Unknown;

    /// <summary>All identifiers there are; <see langword="null"/> if that is not known.</summary>
    public long? Total { get; init; }

    /// <summary>The time since the subscription, or the start of the enumeration.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Identifiers a second so far; 0 while no time has passed.</summary>
    public double Rate => SendClock.RateOf(Done, Elapsed);

    /// <summary>How long the rest takes if the rate stays as it is; <see langword="null"/> if the total is not known, or nothing is done
    /// yet.</summary>
    public TimeSpan? TimeLeft
    {
        get
        {
            if (Total is not { } total || Done == 0)
                return null;
            var ticks = Math.Max(0, total - Done) * (Elapsed.Ticks / (double)Done);
            return ticks < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)ticks) : TimeSpan.MaxValue;
        }
    }

    // One result further on.
    internal SendProgress After(MsgBatchSendResult result, TimeSpan elapsed) => result.Outcome switch
    {
        SendOutcome.Sent => this with { Sent = Sent + 1, Elapsed = elapsed },
        SendOutcome.Failed => this with { Failed = Failed + 1, Elapsed = elapsed },
        _ => this with { Unknown = Unknown + 1, Elapsed = elapsed },
    };
}
