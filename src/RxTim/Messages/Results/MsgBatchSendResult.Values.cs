namespace RxTim;

// Results as values, to be made and compared in tests of what works on them.
public sealed partial class MsgBatchSendResult : IEquatable<MsgBatchSendResult>
{
    /// <summary>A result of a message that was sent.</summary>
    /// <param name="identifier">Whose result it is.</param>
    /// <param name="message">The message as the backend has it.</param>
    public static MsgBatchSendResult Sent(string identifier, Message? message = null) =>
        new(identifier, TimErrorCodes.Success, "", SendOutcome.Sent, message);

    /// <summary>A result of a message that was not sent.</summary>
    /// <param name="identifier">Whose result it is.</param>
    /// <param name="code">Why not; not 0. See <see cref="TimErrorCodes"/>.</param>
    /// <param name="desc">The failure's description; what <see cref="TimErrorCodes.Describe"/> says, if it is not given.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="code"/> is 0.</exception>
    public static MsgBatchSendResult Failed(string identifier, int code, string? desc = null) =>
        new(identifier, NotSuccess(code), desc ?? TimErrorCodes.Describe(code) ?? "", SendOutcome.Failed);

    /// <summary>A result of a message that was sent or not, and nobody knows.</summary>
    /// <param name="identifier">Whose result it is.</param>
    /// <param name="code">What happened; not 0. 6012 (<see cref="TimErrorCodes.RequestTimeout"/>) by default.</param>
    /// <param name="desc">Its description; what <see cref="TimErrorCodes.Describe"/> says, if it is not given.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="code"/> is 0.</exception>
    public static MsgBatchSendResult Unknown(string identifier, int code = TimErrorCodes.RequestTimeout, string? desc = null) =>
        new(identifier, NotSuccess(code), desc ?? TimErrorCodes.Describe(code) ?? "", SendOutcome.Unknown);

    /// <summary>Whether the other result says the same of the same user: <see cref="Identifier"/>, <see cref="Code"/> and
    /// <see cref="Outcome"/>. How it came about does not count: description, message, attempts, ordinal, unknown keys.</summary>
    /// <param name="other">The result to compare with.</param>
    public bool Equals(MsgBatchSendResult? other) =>
        other is not null && Identifier == other.Identifier && Code == other.Code && Outcome == other.Outcome;

    /// <inheritdoc cref="Equals(MsgBatchSendResult)"/>
    /// <param name="obj">The result to compare with.</param>
    public override bool Equals(object? obj) => Equals(obj as MsgBatchSendResult);

    /// <summary>A hash code in keeping with <see cref="Equals(MsgBatchSendResult)"/>.</summary>
    public override int GetHashCode() => HashCode.Combine(Identifier, Code, Outcome);

    private static int NotSuccess(int code) =>
        code != TimErrorCodes.Success
            ? code
            : throw new ArgumentOutOfRangeException(nameof(code), code, "Code 0 says that the message was sent.");
}
