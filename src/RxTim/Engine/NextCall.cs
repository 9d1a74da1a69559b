namespace RxTim;

/// <summary>What the feed gives: the identifiers of the next call, or the news that no new identifier will follow.</summary>
/// <param name="Identifiers">Who the call goes to; empty at the source's end.</param>
/// <param name="Slots">Where they come from.</param>
/// <param name="Stamp">What the call is handed over with.</param>
/// <param name="Fault">What went wrong with the source, where it ended so.</param>
internal readonly record struct NextCall(string[] Identifiers, CallSlots Slots, RepeatStamp Stamp, Exception? Fault = null)
{
    public bool IsSourceEnd => Identifiers.Length == 0;

    /// <summary>Its identifiers from one on, so many of them, as a call of their own.</summary>
    public NextCall Part(int from, int count) =>
        this with { Identifiers = Identifiers.AsSpan(from, count).ToArray(), Slots = Slots.Part(from, count) };

    public static NextCall SourceEnd(Exception? fault) => new([], default, default, fault);
}
