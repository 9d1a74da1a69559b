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

    /// <summary>By what the backend knows the messages that it has for an identifier: mostly one, several where it was sent again.</summary>
    /// <param name="identifier">Whom the messages were for.</param>
    /// <param name="random">The messages' random (<see cref="MsgBatchCall.Random"/>).</param>
    /// <param name="sequence">The messages' sequence (<see cref="MsgBatchCall.Sequence"/>).</param>
    /// <param name="from">The earliest time at which the backend may have taken one.</param>
    /// <param name="to">The latest.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The <see cref="MsgBatchSendResult.MsgKey"/> of each, those that were taken back too; none if there is no such user. One is
    /// empty where the backend does not say it, which is all that a history with only <see cref="ContainsAsync"/> can tell.</returns>
    /// <exception cref="TimException">As for <see cref="ContainsAsync"/>.</exception>
    async Task<IReadOnlyList<string>> FindAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        await ContainsAsync(identifier, random, sequence, from, to, cancellationToken).ConfigureAwait(false) ? [""] : [];
}
