namespace RxTim.Emulator;

/// <summary>That a send failed for someone.</summary>
/// <param name="Id">Its number: later is higher.</param>
/// <param name="Send">The number of the send.</param>
/// <param name="Receiver">Who it failed for.</param>
/// <param name="Call">The number of the last call that tried.</param>
/// <param name="Code">The code of that.</param>
/// <param name="Tries">How many calls tried and failed.</param>
/// <param name="Time">When the last one did, in milliseconds since 1970 UTC.</param>
/// <param name="IsSettled">Whether a later call of the same send reached them.</param>
internal sealed record ArchivedFailure(
    long Id, long Send, string Receiver, long Call, int Code, long Tries, long Time, bool IsSettled);
