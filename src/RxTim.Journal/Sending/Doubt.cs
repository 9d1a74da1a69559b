namespace RxTim.Journal;

/// <summary>The result of an identifier that was in flight when its send ended.</summary>
internal static class Doubt
{
    private const string Desc = "handed over before the send was interrupted, and not answered; whether the message was sent is unknown";

    public static MsgBatchSendResult Of(string identifier, string? lookupFailure = null) =>
        new(identifier, TimErrorCodes.RequestTimeout, lookupFailure is null ? Desc : $"{Desc} ({lookupFailure})", SendOutcome.Unknown);
}
