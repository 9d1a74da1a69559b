namespace RxTim;

/// <summary>Where the identifiers of a call come from: each one's place in the order asked, and its result of the attempt before, if there
/// was one.</summary>
internal readonly struct CallSlots
{
    // New identifiers follow each other from here.
    private readonly long firstOrdinal;

    /// <summary>New identifiers, one after the other.</summary>
    public CallSlots(long firstOrdinal) => this.firstOrdinal = firstOrdinal;

    /// <summary>Identifiers that are tried again.</summary>
    public CallSlots(MsgBatchSendResult[] earlier) => Earlier = earlier;

    /// <summary>Those of some of the identifiers, from one on.</summary>
    public CallSlots Part(int from, int count) =>
        Earlier is null ? new CallSlots(firstOrdinal + from) : new CallSlots(Earlier.AsSpan(from, count).ToArray());

    /// <summary>By position: the result of the attempt before; null for new identifiers.</summary>
    public MsgBatchSendResult[]? Earlier { get; }

    /// <summary>Whether an attempt before may have arrived, so that what becomes of this one does not say that nothing was sent.</summary>
    public bool IsInDoubt(int position) => Earlier?[position].LeavesDoubt == true;

    public long OrdinalOf(int position) => Earlier is null ? firstOrdinal + position : Earlier[position].Ordinal;
}
