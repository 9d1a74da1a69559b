namespace RxTim;

/// <summary>Takes messages back from the users who have them.</summary>
public interface IMessageWithdrawal
{
    /// <summary>Takes one message back from one user: from the history, and from the terminals of sender and receiver.</summary>
    /// <param name="identifier">Who has the message.</param>
    /// <param name="msgKey">Which message it is, as its result has it (<see cref="MsgBatchSendResult.MsgKey"/>); not empty.</param>
    /// <param name="cancellationToken">Ends the waiting. The message may be taken back all the same.</param>
    /// <returns>Ends when the message is taken back; also if it was before.</returns>
    /// <exception cref="TimException">It is not, for example because there is no such message (20022), or nobody knows
    /// (<see cref="TimErrorCodes.IsUnknownOutcome"/> of <see cref="TimException.Code"/>). It may be tried again at any time.</exception>
    Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken);
}
