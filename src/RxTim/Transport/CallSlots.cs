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

    /// <summary>By position: the result of the attempt before; null for new identifiers.</summary>
    public MsgBatchSendResult[]? Earlier { get; }

    /// <summary>Whether the attempt before, or one before that, was never answered: then nobody can say that nothing was sent.</summary>
    public bool IsDoubted(int position) =>
        Earlier?[position] is { } earlier && (earlier.IsDoubted || earlier.Outcome == SendOutcome.Unknown);

    public long OrdinalOf(int position) => Earlier is null ? firstOrdinal + position : Earlier[position].Ordinal;
}
