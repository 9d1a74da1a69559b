namespace RxTim.Emulator;

/// <summary>What became of a message at one receiver.</summary>
/// <param name="Message">The message that was sent.</param>
/// <param name="Receiver">Who it went to.</param>
/// <param name="Code">0 if it was stored, else why not.</param>
/// <param name="Random">The message's random; 0 if it was not stored and came without one.</param>
/// <param name="Sequence">The message's sequence; 0 in the same case.</param>
/// <param name="ClientTime">When the sender says it was made, in seconds since 1970 UTC.</param>
/// <param name="ServerTime">When it was stored, in seconds since 1970 UTC; 0 if it was not.</param>
public readonly record struct Delivery(
    EmulatorMessage Message, string Receiver, int Code, ulong Random, ulong Sequence, ulong ClientTime, ulong ServerTime);
