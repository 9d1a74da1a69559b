namespace RxTim.Emulator;

/// <summary>A call's message and the moment at which it arrived.</summary>
internal readonly struct Arrival(MessageTemplate template, TimeProvider time)
{
    private readonly ulong second = (ulong)Math.Max(0, time.GetUtcNow().ToUnixTimeSeconds());

    public MessageTemplate Template => template;

    public long Timestamp { get; } = time.GetTimestamp();

    public Delivery Stored(string receiver, ulong rand, ulong seq) => Delivery(receiver, 0, rand, seq, second);

    /// <summary>A message that failed has no server time, and no random or sequence but the sender's own, as with the real SDK.</summary>
    public Delivery Failed(string receiver, int code) => Delivery(receiver, code, template.Rand, template.Seq, 0);

    private Delivery Delivery(string receiver, int code, ulong rand, ulong seq, ulong serverTime) =>
        new(template, receiver, code, rand, seq, template.ClientTime == 0 ? second : template.ClientTime, serverTime);
}
