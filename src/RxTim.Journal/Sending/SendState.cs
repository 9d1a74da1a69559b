namespace RxTim.Journal;

/// <summary>How it stands with each identifier: what the log comes to, row by row. One byte an identifier.</summary>
internal sealed class SendState(int asked)
{
    // Guards all below: the journal's writer changes it, and anyone may ask for counts.
    private readonly Lock gate = new();

    // By ordinal, and how many there are of each.
    private readonly Standing[] standings = new Standing[asked];
    private readonly long[] counts = Initial(asked);


    public JournalCounts Counts
    {
        get
        {
            lock (gate)
            {
                var inDoubt = counts[(int)Standing.HandedOver] + counts[(int)Standing.Unknown] + counts[(int)Standing.HandedOverAgain];
                return new JournalCounts(
                    asked, counts[(int)Standing.Sent], counts[(int)Standing.Failed], inDoubt, counts[(int)Standing.Pending]);
            }
        }
    }

    /// <summary>How many wait for an answer that may still come.</summary>
    public long InFlight
    {
        get
        {
            lock (gate)
                return counts[(int)Standing.HandedOver] + counts[(int)Standing.HandedOverAgain];
        }
    }

    /// <summary>Takes a row in; false, and nothing changes further, if it contradicts what was before.</summary>
    public bool TryApply(in LogRow row)
    {
        lock (gate)
        {
            if (row.First < 0 || row.Count < 1 || row.First > asked - row.Count)
                return false;
            foreach (ref var standing in standings.AsSpan(row.First, row.Count))
            {
                if (After(standing, row) is not { } after)
                    return false;
                counts[(int)standing]--;
                counts[(int)after]++;
                standing = after;
            }
            return true;
        }
    }

    /// <summary>No answer will come any longer to what was handed over so far.</summary>
    public void EndFlight()
    {
        lock (gate)
        {
            foreach (ref var standing in standings.AsSpan())
            {
                if (standing is not (Standing.HandedOver or Standing.HandedOverAgain))
                    continue;
                counts[(int)standing]--;
                counts[(int)Standing.Unknown]++;
                standing = Standing.Unknown;
            }
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

    // Null where that cannot be.
    private static Standing? After(Standing before, in LogRow row) => (before, row.Kind) switch
    {
        (Standing.Sent or Standing.Failed, _) => null,
        (Standing.Pending, LogKind.HandedOver) => Standing.HandedOver,
        (Standing.Pending, _) => null,
        (_, LogKind.HandedOver) => Standing.HandedOverAgain,
        (_, LogKind.Answered) => row.Code == 0 ? Standing.Sent : Standing.Failed,
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

/// <summary>Identifiers that stand next to each other in the order asked.</summary>
internal readonly record struct OrdinalRange(int First, int Count)
{
    /// <summary>The ordinal after the last.</summary>
    public int End => First + Count;
}
