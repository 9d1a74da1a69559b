namespace RxTim.Emulator;

/// <summary>A message as the emulator keeps it: one for each receiver.</summary>
public sealed class StoredMessage
{
    private readonly Delivery delivery;

    internal StoredMessage(in Delivery delivery) => this.delivery = delivery;

    /// <summary>Who sent it. <c>message_sender</c>.</summary>
    public string Sender => delivery.Message.Sender;

    /// <summary>Who got it. <c>message_conv_id</c>.</summary>
    public string Receiver => delivery.Receiver;

    /// <summary>Its random, by which a repeat is told. <c>message_rand</c>.</summary>
    public ulong Rand => delivery.Random;

    /// <summary>Its sequence number. <c>message_seq</c>.</summary>
    public ulong Seq => delivery.Sequence;

    /// <summary>When it was stored, in whole seconds. <c>message_server_time</c>.</summary>
    public DateTimeOffset ServerTime => DateTimeOffset.FromUnixTimeSeconds((long)delivery.ServerTime);

    /// <summary>Its own identifier: sender, client time and random, as the real SDK writes it. <c>message_msg_id</c>.</summary>
    public string MsgId => $"{Sender}-{delivery.ClientTime}-{Rand}";

    /// <summary>The whole message, as its sender was answered. Decoded when first asked for.</summary>
    public Message Message => field ??= delivery.Message.ToMessage(delivery);

    /// <summary>Sender, receiver and the message's own identifier, for logs and the debugger.</summary>
    /// <returns>A short text; its form may change.</returns>
    public override string ToString() => $"{Sender} to {Receiver}: {MsgId}";
}
