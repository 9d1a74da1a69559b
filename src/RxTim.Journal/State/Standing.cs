namespace RxTim.Journal;

/// <summary>How it stands with an identifier.</summary>
internal enum Standing : byte
{
    /// <summary>Not sent to, and to be sent to.</summary>
    Pending,

    /// <summary>Handed over, and not answered.</summary>
    HandedOver,

    /// <summary>Handed over, and nobody knows whether it was sent to.</summary>
    Unknown,

    /// <summary>Handed over while that was unknown: not to be sent to now does not settle it.</summary>
    HandedOverAgain,

    /// <summary>Sent to.</summary>
    Sent,

    /// <summary>Answered, and not sent to.</summary>
    Failed,
}
