namespace RxTim.Orleans;

/// <summary>The result of those in doubt whose doubt stays.</summary>
internal static class Doubts
{
    /// <summary>Their silo fell while they were in flight.</summary>
    public static readonly StoredAnswer Fallen = Of(
        "handed over before a silo fell, and not answered; whether the message was sent is unknown");

    /// <summary>The send ended while they were in flight.</summary>
    public static readonly StoredAnswer Ended = Of(
        "handed over before the send ended, and not answered; whether the message was sent is unknown");

    /// <summary>They were tried as often as it makes sense.</summary>
    public static readonly StoredAnswer TriedOften = Of(
        "never answered however often it was tried; whether the message was sent is unknown");

    /// <summary>The history said nothing of them.</summary>
    public static StoredAnswer NotSaid(string why) =>
        Of($"not answered, and the backend's history does not say whether the message was sent ({why})");

    private static StoredAnswer Of(string desc) => new(TimErrorCodes.RequestTimeout, desc, SendOutcome.Unknown, 1);
}
