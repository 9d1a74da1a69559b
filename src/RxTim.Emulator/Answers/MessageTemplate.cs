namespace RxTim.Emulator;

/// <summary>
/// A message as every receiver's answer has it, with gaps for what differs from one receiver to the next. Made once for each message,
/// so that an entry of an answer costs little more than copying it.
/// </summary>
internal sealed class MessageTemplate
{
    private readonly Lazy<MessageText> text;
    private readonly Lazy<SentContent> content;

    /// <summary>A message that came as the SDK's JSON; its form in REST is made when it is first asked for.</summary>
    public MessageTemplate(Message message, string sender, (byte[] Text, Gap Gap)[] pieces)
    {
        Sender = sender;
        Rand = message.Rand ?? 0;
        Seq = message.Seq ?? 0;
        ClientTime = message.ClientTime ?? 0;
        RepeatHash = HashCode.Combine(Sender, Rand, Seq);
        var sdkText = new MessageText(sender, pieces);
        text = new Lazy<MessageText>(sdkText);
        content = new Lazy<SentContent>(() => ElementForms.ToRest(message));
    }

    /// <summary>A message that came by REST; its form in the SDK's JSON is made when it is first asked for.</summary>
    public MessageTemplate(SentContent content, string sender, ulong rand, ulong seq)
    {
        Sender = sender;
        Rand = rand;
        Seq = seq;
        IsOneForAll = true;
        RepeatHash = HashCode.Combine(Sender, Rand, Seq);
        this.content = new Lazy<SentContent>(content);
        text = new Lazy<MessageText>(() => new MessageText(sender, MessageTemplates.Pieces(ElementForms.ToMessage(content), sender)));
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
    public ulong Rand { get; }

    /// <summary>The sequence that the sender gave; 0 if none.</summary>
    public ulong Seq { get; }

    /// <summary>The client time that the sender gave; 0 if none.</summary>
    public ulong ClientTime { get; }

    /// <summary>Whether all receivers get it with the same sequence, as by REST; else each has its own, if the sender gave none.</summary>
    public bool IsOneForAll { get; }

    /// <summary>A hash of what all repeats have in common but for the receiver: sender, random and sequence.</summary>
    public int RepeatHash { get; }

    /// <summary>Whether another one to the same receiver would repeat this.</summary>
    public bool IsRepeatedBy(MessageTemplate other) => other.Rand == Rand && other.Seq == Seq && other.Sender == Sender;

    /// <summary>The message as REST has it.</summary>
    public SentContent Content => content.Value;

    /// <summary>How many bytes are enough for the message without its receiver.</summary>
    public int UsualSize => text.Value.UsualSize;

    /// <summary>Writes the message as it is at one receiver: a JSON object.</summary>
    public void Write(Utf8Buffer output, in Delivery delivery) => text.Value.Write(output, delivery);

    /// <summary>The message as it is at one receiver.</summary>
    public Message ToMessage(in Delivery delivery)
    {
        using var json = new Utf8Buffer(UsualSize);
        Write(json, delivery);
        return Message.Parse(json.Written);
    }
}
