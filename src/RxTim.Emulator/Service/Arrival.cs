namespace RxTim.Emulator;

/// <summary>A call's message and the moment at which it arrived.</summary>
internal readonly struct Arrival(EmulatorMessage message, TimeProvider time)
{
    private readonly ulong second = (ulong)Math.Max(0, time.GetUtcNow().ToUnixTimeSeconds());

    public EmulatorMessage Message => message;

    public long Timestamp { get; } = time.GetTimestamp();

    public Delivery Stored(string receiver, ulong random, ulong sequence) => Delivery(receiver, 0, random, sequence, second);

    /// <summary>A message that failed has no server time, and no random or sequence but the sender's own, as with the real SDK.</summary>
    public Delivery Failed(string receiver, int code) => Delivery(receiver, code, message.Random, message.Sequence, 0);

    private Delivery Delivery(string receiver, int code, ulong random, ulong sequence, ulong serverTime) =>
        new(message, receiver, code, random, sequence, message.ClientTime == 0 ? second : message.ClientTime, serverTime);
}
