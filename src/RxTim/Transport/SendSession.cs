namespace RxTim;

/// <summary>What an interceptor does in one send. Every step does nothing unless it is overridden.</summary>
/// <remarks>
/// <para>
/// No step is called inside a lock, so a step may do anything, also send. No thread is blocked while a step is awaited. The send goes on
/// with other calls meanwhile, within its places (<see cref="TimClientOptions.MaxConcurrentCalls"/>), so a slow step slows the sending.
/// </para>
/// <para>
/// A step that throws stops the send with a <see cref="TimException"/>: the one that was thrown, or one with code 7012
/// (<see cref="TimErrorCodes.SdkInternalError"/>) around it. What is thrown where no consumer hears of it, because it has left or has
/// another error, and what <see cref="NotHandedOver"/> and <see cref="Retrying"/> throw, which stop nothing, goes to
/// <see cref="TimClient.UnhandledException"/>.
/// </para>
/// </remarks>
public abstract class SendSession
{
    /// <summary>A call is about to be handed over to the transport, which waits for this. The result timeout has not begun.</summary>
    /// <param name="call">The call. To refuse it, call <see cref="MsgBatchCall.Refuse"/>: it is not handed over, and each of its identifiers
    /// has that code as its final result, or, where it was tried before, the result of its last attempt.</param>
    /// <param name="cancellationToken">Cancelled when the send ends.</param>
    /// <returns>Complete when the call may go. Calls go in the order in which they were made; this may be asked about the next one before
    /// it is complete for the one before. An exception stops the send: this call was not attempted, nor is any after it.</returns>
    public virtual ValueTask HandOverAsync(MsgBatchCall call, CancellationToken cancellationToken) => default;

    /// <summary>A call that this session let go was not handed over after all: it was refused by a session behind this one, or the send
    /// ended first. Nothing was sent.</summary>
    /// <param name="call">The call.</param>
    public virtual void NotHandedOver(MsgBatchCall call)
    {
    }

    /// <summary>Results are about to be delivered to the consumer, which waits for this.</summary>
    /// <param name="results">At least one result, each its identifier's only one, in the order in which they arrived: all that came while
    /// the delivery before was awaited. The list is the send's: it is not to be kept after this.</param>
    /// <param name="cancellationToken">Cancelled when a disposal has waited for its bound (<see cref="TimClientOptions.DisposeTimeout"/>).</param>
    /// <returns>Complete when the consumer may have them. Deliveries do not overlap. An exception stops the send: the consumer does not
    /// have these results, and their identifiers are among <see cref="TimException.Unanswered"/>.</returns>
    /// <remarks>What had arrived when the consumer left is delivered here all the same.</remarks>
    public virtual ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken) => default;

    /// <summary>Identifiers are to be tried again: the results of this attempt are not final. Told before they are handed over again.</summary>
    /// <param name="results">At least one result.</param>
    public virtual void Retrying(IReadOnlyList<MsgBatchSendResult> results)
    {
    }

    /// <summary>The send has ended, and all results are delivered. Nothing follows this: a hand-over that is still awaited is waited for. The
    /// consumer waits for this before it sees the end.</summary>
    /// <param name="end">How it ended.</param>
    /// <returns>Complete when the consumer may see the end.</returns>
    public virtual ValueTask EndAsync(SendEnd end) => default;
}
