namespace RxTim;

/// <summary>
/// What stopped a whole send, and how far it had come. Identifiers are taken in the order in which they were asked, so the first
/// <see cref="Attempted"/> of them (without repeats, under <see cref="DuplicateIdentifiers.SendOnce"/>) were handed to the
/// transport and none after them was.
/// </summary>
public sealed class TimException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="code">The error code, see <see cref="Code"/>.</param>
    /// <param name="message">What happened, where, and what to do about it.</param>
    /// <param name="innerException">The exception behind it, if any.</param>
    public TimException(int code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>
    /// The code that stopped the send: a <see cref="TIMResult"/> where it is negative, else one of <see cref="TimErrorCodes"/>.
    /// </summary>
    public int Code { get; }

    /// <summary>How many identifiers were handed to the transport, or refused by an interceptor, which gives them their result.</summary>
    public long Attempted { get; init; }

    /// <summary>How many of <see cref="Attempted"/> gave a result before the send stopped.</summary>
    public long Answered { get; init; }

    /// <summary>The identifiers of the call that the backend refused: nothing was sent to them.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>Where those of <see cref="Refused"/> stand in the order asked (<see cref="MsgBatchSendResult.Ordinal"/>), one by
    /// one.</summary>
    public IReadOnlyList<long> RefusedOrdinals { get; init; } = [];

    /// <summary>The identifiers that were handed over and had no result when the send stopped: nobody knows whether they were
    /// sent to. Never more than the calls in flight carried.</summary>
    public IReadOnlyList<string> Unanswered { get; init; } = [];

    /// <summary>Where those of <see cref="Unanswered"/> stand in the order asked, one by one.</summary>
    public IReadOnlyList<long> UnansweredOrdinals { get; init; } = [];

    /// <summary>How long the backend asks not to be called, if it says so (HTTP <c>Retry-After</c>).</summary>
    public TimeSpan? RetryAfter { get; init; }
}
