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

    /// <summary>Sent to, after an attempt of which nobody knows: perhaps more than once.</summary>
    SentAgain,

    /// <summary>Sent to, and the message was taken back.</summary>
    Withdrawn,

    /// <summary>As <see cref="Unknown"/>, and the backend's history did not have the message.</summary>
    Missing,
}

/// <summary>What several standings have in common.</summary>
internal static class StandingExtensions
{
    /// <summary>Handed over, no answer is waited for, and nobody knows whether it was sent to.</summary>
    public static bool IsInDoubt(this Standing standing) => standing is Standing.Unknown or Standing.Missing;
}
