namespace RxTim.Emulator;

/// <summary>What is to be kept of a call, beside the messages that it stored.</summary>
/// <param name="Call">The call.</param>
/// <param name="Message">What was sent; null if the call was not understood.</param>
/// <param name="Failures">Who it failed for, and with which code.</param>
/// <param name="Request">The request's JSON, packed; null if it is not kept.</param>
/// <param name="Answer">The answer's JSON, packed; null if there is none yet.</param>
internal sealed record CallRecord(
    ArchivedCall Call, EmulatorMessage? Message, (string Receiver, int Code)[] Failures, byte[]? Request, byte[]? Answer);
