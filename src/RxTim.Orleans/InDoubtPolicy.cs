namespace RxTim.Orleans;

/// <summary>What becomes of identifiers that were in flight when their silo fell, or whose outcome is unknown for another reason.</summary>
public enum InDoubtPolicy
{
    /// <summary>They come out as <see cref="SendOutcome.Unknown"/>, and nothing more is sent to them. At most once.</summary>
    Report,

    /// <summary>Each is looked up in the backend's history by random and sequence, and the message is sent to those only who lack it.
    /// Exactly once, as far as the history tells the truth by then (<see cref="ClusterSendOptions.GracePeriod"/>).</summary>
    Check,

    /// <summary>The message is sent to them again, with the same random and sequence. Tencent's backend drops a repeat for about a second
    /// only, so this is at least once: some have it twice.</summary>
    Resend,
}
