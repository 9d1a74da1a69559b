using System.Text;

namespace RxTim.Emulator;

/// <summary>
/// A message as every receiver's answer has it, with gaps for what differs from one receiver to the next. Made once for each message,
/// so that an entry of an answer costs little more than copying it.
/// </summary>
internal sealed class MessageTemplate
{
    // The most that fills the gaps, less the receiver and the sender.
    private const int LongestNumbers = 7 * 20;

    // The JSON in pieces: each piece's bytes, then what stands in the gap behind them.
    private readonly (byte[] Text, Gap Gap)[] pieces;

    // The sender as it stands inside a JSON string.
    private readonly byte[] escapedSender;

    private readonly Message message;

    public MessageTemplate(Message message, string sender, (byte[] Text, Gap Gap)[] pieces)
    {
        this.message = message;
        this.pieces = pieces;
        Sender = sender;
        escapedSender = Escaped(sender);
        UsualSize = pieces.Sum(static piece => piece.Text.Length) + escapedSender.Length + LongestNumbers;
    }

    /// <summary>What differs between receivers, or from call to call.</summary>
    public enum Gap
    {
        None,
        ClientTime,
        ConvId,
        MsgId,
        Rand,
        Seq,
        ServerTime,
    }

    public string Sender { get; }

    /// <summary>The random that the sender gave; 0 if none.</summary>
    public ulong Rand => message.Rand ?? 0;

    /// <summary>The sequence that the sender gave; 0 if none.</summary>
    public ulong Seq => message.Seq ?? 0;

    /// <summary>The client time that the sender gave; 0 if none.</summary>
    public ulong ClientTime => message.ClientTime ?? 0;

    /// <summary>How many bytes are enough for the message without its receiver.</summary>
    public int UsualSize { get; }

    /// <summary>Writes the message as it is at one receiver: a JSON object.</summary>
    public void Write(Utf8Buffer output, in Delivery delivery)
    {
        foreach (var (text, gap) in pieces)
        {
            output.Write(text);
            switch (gap)
            {
                case Gap.ClientTime:
                    output.Write(delivery.ClientTime);
                    break;
                case Gap.ConvId:
                    output.Write("\""u8);
                    output.WriteEscaped(delivery.Receiver);
                    output.Write("\""u8);
                    break;
                case Gap.MsgId:
                    WriteMsgId(output, delivery);
                    break;
                case Gap.Rand:
                    output.Write(delivery.Rand);
                    break;
                case Gap.Seq:
                    output.Write(delivery.Seq);
                    break;
                case Gap.ServerTime:
                    output.Write(delivery.ServerTime);
                    break;
            }
        }
    }

    /// <summary>The message as it is at one receiver.</summary>
    public Message ToMessage(in Delivery delivery)
    {
        using var json = new Utf8Buffer(UsualSize);
        Write(json, delivery);
        return Message.Parse(json.Written);
    }

    private void WriteMsgId(Utf8Buffer output, in Delivery delivery)
    {
        output.Write("\""u8);
        output.Write(escapedSender);
        output.Write("-"u8);
        output.Write(delivery.ClientTime);
        output.Write("-"u8);
        output.Write(delivery.Rand);
        output.Write("\""u8);
    }

    private static byte[] Escaped(string text)
    {
        using var escaped = new Utf8Buffer(Encoding.UTF8.GetMaxByteCount(text.Length));
        escaped.WriteEscaped(text);
        return escaped.Written.ToArray();
    }
}
