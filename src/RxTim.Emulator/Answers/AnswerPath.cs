namespace RxTim.Emulator;

/// <summary>What happens to a call's entries on their way back: some get lost, some come twice, their order changes, and they are spread
/// over several callbacks.</summary>
internal sealed class AnswerPath(TimEmulatorOptions options)
{
    // Most paths are straight: then the service's own array goes back.
    private readonly bool isStraight = options is { DoubledEntries: 0, ShuffleEntries: false };

    /// <summary>The entries of each callback; none at all if every entry gets lost.</summary>
    public IEnumerable<ReadOnlyMemory<Delivery>> Callbacks(Delivery[] deliveries, FaultsInForce faults, ref SeededRandom random)
    {
        var entries = isStraight && !faults.CanLose ? deliveries : Bend(deliveries, faults, ref random);
        return Split(entries, Math.Min(options.CallbacksPerCall, entries.Length));
    }

    private Delivery[] Bend(Delivery[] deliveries, FaultsInForce faults, ref SeededRandom random)
    {
        var entries = new List<Delivery>(deliveries.Length);
        foreach (var delivery in deliveries)
        {
            if (faults.Loses(delivery.Receiver, ref random))
                continue;
            entries.Add(delivery);
            if (random.Happens(options.DoubledEntries))
                entries.Add(delivery);
        }
        var bent = entries.ToArray();
        if (options.ShuffleEntries)
            Shuffle(bent, ref random);
        return bent;
    }

    private static void Shuffle(Delivery[] entries, ref SeededRandom random)
    {
        for (var last = entries.Length - 1; last > 0; last--)
        {
            var other = random.NextBelow(last + 1);
            (entries[last], entries[other]) = (entries[other], entries[last]);
        }
    }

    private static IEnumerable<ReadOnlyMemory<Delivery>> Split(Delivery[] entries, int callbacks)
    {
        for (var i = 0; i < callbacks; i++)
        {
            var start = (int)((long)entries.Length * i / callbacks);
            var end = (int)((long)entries.Length * (i + 1) / callbacks);
            yield return entries.AsMemory(start, end - start);
        }
    }
}
