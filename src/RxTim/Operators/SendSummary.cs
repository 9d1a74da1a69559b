namespace RxTim;

/// <summary>What a send came to, or several merged: see <see cref="ResultOperators.Summarize"/>.</summary>
public sealed record SendSummary
{
    /// <summary>Identifiers that have the message.</summary>
    public long Sent { get; init; }

    /// <summary>Identifiers that do not.</summary>
    public long Failed { get; init; }

    /// <summary>Identifiers of which nobody knows.</summary>
    public long Unknown { get; init; }

    /// <summary>All identifiers: one result each.</summary>
    public long Identifiers => Sent + Failed + Unknown;

    /// <summary>How often identifiers were handed over: more than <see cref="Identifiers"/> if some were tried again.</summary>
    public long Attempts { get; init; }

    /// <summary>How many results have each code; 0 is success.</summary>
    public IReadOnlyDictionary<int, long> ByCode { get; init; } = new Dictionary<int, long>();

    /// <summary>From the subscription, or the start of the enumeration, to its end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Identifiers a second; 0 if no time has passed.</summary>
    public double Rate => SendClock.RateOf(Identifiers, Duration);

    /// <summary>The counts, the time, and how many results have each code that is not 0.</summary>
    /// <returns>For example <c>5 identifiers in 00:00:02: 2 sent, 2 failed, 1 unknown; 6012: 1, 70107: 2</c>.</returns>
    public override string ToString()
    {
        var codes = string.Join(", ", ByCode.Where(static each => each.Key != 0).OrderBy(static each => each.Key)
            .Select(static each => FormattableString.Invariant($"{each.Key}: {each.Value}")));
        var counts = FormattableString.Invariant(
            $"{Identifiers} identifiers in {Duration:c}: {Sent} sent, {Failed} failed, {Unknown} unknown");
        return codes.Length == 0 ? counts : $"{counts}; {codes}";
    }
}
