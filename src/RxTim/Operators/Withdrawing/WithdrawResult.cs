namespace RxTim;

/// <summary>What became of the taking back of one message from one identifier.</summary>
/// <param name="Identifier">Whom the message was sent to.</param>
/// <param name="Code">0 if it is taken back, else why not: see <see cref="TimErrorCodes"/>.</param>
/// <param name="Desc">The description that belongs to <paramref name="Code"/>; empty if there is none.</param>
/// <param name="Outcome">Whether it is taken back, is not, or nobody knows.</param>
public sealed record WithdrawResult(string Identifier, int Code, string Desc, WithdrawOutcome Outcome)
{
    /// <summary>By what the backend knows the message (<see cref="MsgBatchSendResult.MsgKey"/>); null if that is not known, and then the
    /// backend was not asked.</summary>
    public string? MsgKey { get; init; }

    /// <summary>How often the backend was asked; 0 if it was not.</summary>
    public int Attempts { get; init; }

    /// <summary>The <see cref="MsgBatchSendResult.Ordinal"/> of the result of the send.</summary>
    public long Ordinal { get; init; }

    /// <summary>Whether it is taken back: <see cref="Code"/> is 0.</summary>
    public bool IsSuccess => Outcome == WithdrawOutcome.Withdrawn;

    /// <summary>The same in the form of a send's result, where <see cref="SendOutcome.Sent"/> stands for a message that is taken back: for
    /// the predicates of <see cref="RetryOptions"/>, and for what works on results of sends.</summary>
    /// <returns>A result with the same identifier, code, description, key, attempts and ordinal.</returns>
    public MsgBatchSendResult ToSendResult() => new(Identifier, Code, Desc, Outcome switch
    {
        WithdrawOutcome.Withdrawn => SendOutcome.Sent,
        WithdrawOutcome.Failed => SendOutcome.Failed,
        _ => SendOutcome.Unknown,
    })
    {
        MsgKey = MsgKey,
        Attempts = Attempts,
        Ordinal = Ordinal,
    };
}
