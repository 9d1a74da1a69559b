namespace RxTim;

/// <summary>
/// A backend that takes one message for many identifiers at a time. RxTim cuts a send into calls by <see cref="Limits"/>,
/// hands each to <see cref="Send"/>, and turns what the transport reports on the call into results.
/// </summary>
/// <remarks>
/// <para>
/// A transport reports on <see cref="MsgBatchCall"/>: inside <see cref="Send"/> or later, on any thread and on several at once,
/// in one piece or in many. Reporting never throws and never blocks, and reporting on a call that nobody waits for
/// any longer does nothing, for ever.
/// </para>
/// <para>
/// The transport belongs to whoever made it: a <see cref="TimClient"/> does not dispose it, and several clients may share it.
/// </para>
/// </remarks>
public interface IMsgBatchTransport
{
    /// <summary>What this backend can take. Read once, when a client is made.</summary>
    MsgBatchLimits Limits { get; }

    /// <summary>
    /// Hands one call over. Returns as soon as the call is on its way: it must not wait for the answer.
    /// </summary>
    /// <param name="call">The message, the identifiers, and the place to report what became of them.</param>
    /// <remarks>
    /// Called by one thread at a time for each send, by several for several sends. An exception means that nobody knows
    /// whether the call went out: its unanswered identifiers become <see cref="SendOutcome.Unknown"/>.
    /// </remarks>
    void Send(MsgBatchCall call);
}
