using System.Text;
using Gap = RxTim.Emulator.MessagePieces.Gap;

namespace RxTim.Emulator;

/// <summary>A message as the SDK's JSON, in pieces: each piece's bytes, then what stands in the gap behind them.</summary>
internal sealed class MessageText
{
    // The most that fills the gaps, less the receiver and the sender.
    private const int LongestNumbers = 7 * 20;

    private readonly (byte[] Text, Gap Gap)[] pieces;

    // The sender as it stands inside a JSON string.
    private readonly byte[] escapedSender;

    private MessageText(string sender, (byte[] Text, Gap Gap)[] pieces)
    {
        this.pieces = pieces;
        escapedSender = Escaped(sender);
        UsualSize = pieces.Sum(static piece => piece.Text.Length) + escapedSender.Length + LongestNumbers;
    }

    /// <summary>How many bytes are enough for the message without its receiver.</summary>
    public int UsualSize { get; }

    public static MessageText Of(Message message, string sender) => new(sender, MessagePieces.Of(message, sender));

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
                    output.Write(delivery.Random);
                    break;
                case Gap.Seq:
                    output.Write(delivery.Sequence);
                    break;
                case Gap.ServerTime:
                    output.Write(delivery.ServerTime);
                    break;
            }
        }
    }

    private void WriteMsgId(Utf8Buffer output, in Delivery delivery)
    {
        output.Write("\""u8);
        output.Write(escapedSender);
        output.Write("-"u8);
        output.Write(delivery.ClientTime);
        output.Write("-"u8);
        output.Write(delivery.Random);
        output.Write("\""u8);
    }

    private static byte[] Escaped(string text)
    {
        using var escaped = new Utf8Buffer(Encoding.UTF8.GetMaxByteCount(text.Length));
        escaped.WriteEscaped(text);
        return escaped.Written.ToArray();
    }
}
