namespace RxTim;

/// <summary>What a backend keeps of the messages that it took: asked when nobody knows whether a message arrived.</summary>
public interface IMessageHistory
{
    /// <summary>Whether the backend has a message for an identifier.</summary>
    /// <param name="identifier">Whom the message was for.</param>
    /// <param name="random">The message's random (<see cref="MsgBatchCall.Random"/>).</param>
    /// <param name="sequence">The message's sequence (<see cref="MsgBatchCall.Sequence"/>).</param>
    /// <param name="from">The earliest time at which the backend may have taken it.</param>
    /// <param name="to">The latest.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns><see langword="false"/> too if there is no such user: then there is no such message.</returns>
    /// <exception cref="TimException">The backend did not say; <see cref="TimException.Code"/> is its code.</exception>
    Task<bool> ContainsAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>By what the backend knows a message that it has for an identifier.</summary>
    /// <param name="identifier">Whom the message was for.</param>
    /// <param name="random">The message's random (<see cref="MsgBatchCall.Random"/>).</param>
    /// <param name="sequence">The message's sequence (<see cref="MsgBatchCall.Sequence"/>).</param>
    /// <param name="from">The earliest time at which the backend may have taken it.</param>
    /// <param name="to">The latest.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The <see cref="MsgBatchSendResult.MsgKey"/>; empty if the backend has the message and does not say, which is all that a
    /// history with only <see cref="ContainsAsync"/> can; <see langword="null"/> if it has not.</returns>
    /// <exception cref="TimException">As for <see cref="ContainsAsync"/>.</exception>
    async Task<string?> FindAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        await ContainsAsync(identifier, random, sequence, from, to, cancellationToken).ConfigureAwait(false) ? "" : null;
}
