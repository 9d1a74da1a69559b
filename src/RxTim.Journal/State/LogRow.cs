namespace RxTim.Journal;

/// <summary>A row of the log: what happened to identifiers that stand next to each other in the order asked.</summary>
/// <param name="Kind">What.</param>
/// <param name="First">The first one's ordinal.</param>
/// <param name="Count">How many.</param>
internal record struct LogRow(LogKind Kind, int First, int Count = 1)
{
    /// <summary>The result's code; 0 where there is none.</summary>
    public int Code { get; init; }

    /// <summary>The result's description.</summary>
    public string Desc { get; init; } = "";

    /// <summary>By what the backend knows the message that they have; empty where it did not say, and where there is none.</summary>
    public string Key { get; init; } = "";

    /// <summary>How many times they had been handed over by then; 0 where that is not counted.</summary>
    public int Attempts { get; init; }

    /// <summary>What they were handed over with.</summary>
    public uint Random { get; init; }

    /// <inheritdoc cref="Random"/>
    public uint Sequence { get; init; }

    /// <summary>When they were handed over, in milliseconds since 1970 UTC.</summary>
    public long At { get; init; }

    /// <summary>The ordinal after the last.</summary>
    public readonly int End => First + Count;

    /// <summary>Takes the next row in, if it says the same of the identifier that follows.</summary>
    public bool TryExtend(in LogRow next)
    {
        if (next.First != End || next with { First = First, Count = Count } != this)
            return false;
        Count += next.Count;
        return true;
    }

    /// <summary>Tells whether the row, at its place, is as it was written.</summary>
    public readonly long Checksum(long id) =>
        new Checksum().Add(id).Add((long)Kind).Add(First).Add(Count).Add(Code).Add(Desc).Add(Key).Add(Attempts).Add(Random).Add(Sequence)
            .Add(At).Value;
}
