namespace RxTim.Journal;

/// <summary>
/// How it stands with each identifier: what the log comes to, row by row. One byte an identifier. What is applied counts when it is
/// accepted, which is when it is on the disk, and can be taken back until then.
/// </summary>
internal sealed class SendState(int asked)
{
    // Guards all below: the journal's writer changes it, and anyone may ask for counts.
    private readonly Lock gate = new();

    // By ordinal, and how many there are of each.
    private readonly Standing[] standings = new Standing[asked];
    private readonly long[] counts = Initial(asked);

    // Those counts as they were when the last row was accepted, and what has changed since, oldest first.
    private readonly long[] accepted = Initial(asked);
    private readonly List<(int Ordinal, Standing Before)> changes = [];

    // That it was given up, and the same as it was accepted.
    private JournalAbandonment? abandonment;
    private JournalAbandonment? acceptedAbandonment;

    public JournalCounts Counts
    {
        get
        {
            lock (gate)
            {
                return new JournalCounts(
                    asked,
                    Of(Standing.Sent) + Of(Standing.SentAgain) + Of(Standing.Withdrawn),
                    Of(Standing.Failed),
                    Of(Standing.Unknown) + Of(Standing.Missing),
                    Of(Standing.Pending),
                    AcceptedInFlight,
                    Of(Standing.Withdrawn),
                    Of(Standing.Missing));
            }

            long Of(Standing standing) => accepted[(int)standing];
        }
    }

    /// <summary>That the send was given up; null if it was not.</summary>
    public JournalAbandonment? Abandonment
    {
        get
        {
            lock (gate)
                return acceptedAbandonment;
        }
    }

    /// <summary>How many wait for an answer that may still come.</summary>
    public long InFlight
    {
        get
        {
            lock (gate)
                return AcceptedInFlight;
        }
    }

    private long AcceptedInFlight => accepted[(int)Standing.HandedOver] + accepted[(int)Standing.HandedOverAgain];

    /// <summary>How it stands with one identifier, by the rows that were applied.</summary>
    // Without the lock, for it is asked for each result: it is a byte, and what a result waits for is on the disk before anybody asks.
    public Standing At(int ordinal) => standings[ordinal];

    /// <summary>Takes a row in, to be accepted or taken back; false, and nothing has changed, if it contradicts what was before.</summary>
    public bool TryApply(in LogRow row)
    {
        lock (gate)
        {
            if (!IsPossible(row))
                return false;
            if (row.Kind == LogKind.Abandoned)
                abandonment = new JournalAbandonment(row.Desc, DateTimeOffset.FromUnixTimeMilliseconds(row.At));
            for (var ordinal = row.First; ordinal < row.End; ordinal++)
            {
                ref var standing = ref standings[ordinal];
                var after = After(standing, row)!.Value;
                if (after == standing)
                    continue;
                changes.Add((ordinal, standing));
                counts[(int)standing]--;
                counts[(int)after]++;
                standing = after;
            }
            return true;
        }
    }

    /// <summary>What was applied is on the disk.</summary>
    public void Accept()
    {
        lock (gate)
        {
            changes.Clear();
            counts.CopyTo(accepted, 0);
            acceptedAbandonment = abandonment;
        }
    }

    /// <summary>What was applied since the last <see cref="Accept"/> is not on the disk, and will not be.</summary>
    public void TakeBack()
    {
        lock (gate)
        {
            for (var i = changes.Count - 1; i >= 0; i--)
                standings[changes[i].Ordinal] = changes[i].Before;
            changes.Clear();
            accepted.CopyTo(counts, 0);
            abandonment = acceptedAbandonment;
        }
    }

    /// <summary>The ordinals that stand so, as ranges.</summary>
    public List<OrdinalRange> Ranges(Func<Standing, bool> stands)
    {
        var ranges = new List<OrdinalRange>();
        lock (gate)
        {
            for (var i = 0; i < standings.Length; i++)
            {
                if (!stands(standings[i]))
                    continue;
                var first = i;
                while (i < standings.Length && stands(standings[i]))
                    i++;
                ranges.Add(new OrdinalRange(first, i - first));
            }
        }
        return ranges;
    }

    private bool IsPossible(in LogRow row)
    {
        if (row.First < 0 || row.Count < 1 || row.First > asked - row.Count)
            return false;
        // What was sent can still be taken back, and who was in doubt turns out to have it meanwhile.
        if (abandonment is not null && row.Kind is not (LogKind.FlightEnded or LogKind.Answered or LogKind.Withdrawn or LogKind.NothingToWithdraw))
            return false;
        foreach (var standing in standings.AsSpan(row.First, row.Count))
        {
            if (After(standing, row) is null)
                return false;
        }
        return true;
    }

    // Null where that cannot be.
    private static Standing? After(Standing before, in LogRow row) => (before, row.Kind) switch
    {
        (Standing.HandedOver or Standing.HandedOverAgain, LogKind.FlightEnded) => Standing.Unknown,
        (Standing.HandedOver or Standing.HandedOverAgain, LogKind.Abandoned) => null,
        (_, LogKind.FlightEnded or LogKind.Abandoned) => before,
        (Standing.Sent or Standing.SentAgain, LogKind.Withdrawn) => Standing.Withdrawn,
        (Standing.Sent or Standing.SentAgain or Standing.Failed or Standing.Withdrawn, _) or (_, LogKind.Withdrawn) => null,
        (Standing.Pending, LogKind.HandedOver) => Standing.HandedOver,
        (Standing.Pending, _) => null,
        (_, LogKind.HandedOver) => Standing.HandedOverAgain,
        (Standing.Unknown or Standing.Missing, LogKind.NothingToWithdraw) => Standing.Missing,
        (_, LogKind.NothingToWithdraw) => null,
        (_, LogKind.Answered) when row.Code != 0 => Standing.Failed,
        (Standing.HandedOver, LogKind.Answered) => Standing.Sent,
        (_, LogKind.Answered) => Standing.SentAgain,
        (_, LogKind.Unknown) => Standing.Unknown,
        (_, LogKind.Absent) => Standing.Pending,
        (Standing.HandedOver, LogKind.TurnedAway) => Standing.Pending,
        (_, LogKind.TurnedAway) => Standing.Unknown,
        _ => null,
    };

    private static long[] Initial(int asked)
    {
        var counts = new long[Enum.GetValues<Standing>().Length];
        counts[(int)Standing.Pending] = asked;
        return counts;
    }
}
