namespace RxTim.Orleans;

/// <summary>What a shard has to know of its send.</summary>
/// <param name="Message">The message as JSON of the SDK, UTF-8.</param>
/// <param name="Random">What its calls carry.</param>
/// <param name="Sequence">What its calls carry.</param>
/// <param name="Options">How the send goes.</param>
/// <param name="Trace">The W3C trace context in which it was started; null where nobody traces.</param>
[GenerateSerializer, Immutable, Alias("RxTim.SendPlan")]
internal sealed record SendPlan(
    [property: Id(0)] byte[] Message, [property: Id(1)] uint Random, [property: Id(2)] uint Sequence, [property: Id(3)] ClusterSendOptions Options,
    [property: Id(4)] string? Trace)
{
    public Message ToMessage() => RxTim.Message.Parse(Message) with { Rand = Random, Seq = Sequence };

    public void Encode(ByteWriter bytes)
    {
        bytes.Add(Message);
        bytes.Add((ulong)Random);
        bytes.Add((ulong)Sequence);
        bytes.Add((ulong)Options.InDoubt);
        bytes.Add(Options.GracePeriod.Ticks);
        bytes.Add(Trace ?? "");
    }

    public static SendPlan Decode(ref ByteReader bytes)
    {
        var message = bytes.Bytes().ToArray();
        var (random, sequence) = ((uint)bytes.Unsigned(), (uint)bytes.Unsigned());
        var options = new ClusterSendOptions { InDoubt = (InDoubtPolicy)bytes.Count(), GracePeriod = TimeSpan.FromTicks(bytes.Number()) };
        return new SendPlan(message, random, sequence, options, bytes.Text() is { Length: > 0 } trace ? trace : null);
    }
}
