namespace RxTim;

/// <summary>What became of the taking back of one message.</summary>
public enum WithdrawOutcome
{
    /// <summary>It is taken back, now or before.</summary>
    Withdrawn,

    /// <summary>The backend refused, or was never asked: it is not taken back.</summary>
    Failed,

    /// <summary>Nobody knows: the backend was asked and did not answer, or it is not known whether there is a message at all.</summary>
    Unknown,
}
