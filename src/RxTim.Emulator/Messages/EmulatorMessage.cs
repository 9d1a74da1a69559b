namespace RxTim.Emulator;

/// <summary>
/// A message on its way to one or many. Whoever takes messages for an emulator in another form than the SDK's derives from it, to keep that
/// form beside it.
/// </summary>
public class EmulatorMessage
{
    private readonly Lazy<Message> message;
    private readonly Lazy<MessageText> text;

    /// <summary>Makes a message that comes another way than by <see cref="TimEmulator.Transport"/>. All its receivers get it with one
    /// sequence, as by the REST API.</summary>
    /// <param name="sender">Who sends it; not empty.</param>
    /// <param name="random">By which a repeat is told; 0 if it has none.</param>
    /// <param name="sequence">Its sequence; 0 if the emulator is to give one.</param>
    /// <param name="message">Gives it in the SDK's form. Called once at most, when that is first needed; must not throw.</param>
    /// <exception cref="ArgumentException">The sender is empty.</exception>
    public EmulatorMessage(string sender, ulong random, ulong sequence, Func<Message> message)
    {
        ArgumentException.ThrowIfNullOrEmpty(sender);
        ArgumentNullException.ThrowIfNull(message);
        Sender = sender;
        Random = random;
        Sequence = sequence;
        HasOneSequence = true;
        this.message = new Lazy<Message>(message);
        text = new Lazy<MessageText>(() => MessageText.Of(Message, Sender));
    }

    /// <summary>A message that came as the SDK's JSON.</summary>
    internal EmulatorMessage(Message message, string sender)
    {
        Sender = sender;
        Random = message.Rand ?? 0;
        Sequence = message.Seq ?? 0;
        ClientTime = message.ClientTime ?? 0;
        this.message = new Lazy<Message>(() => message);
        text = new Lazy<MessageText>(() => MessageText.Of(message, sender));
    }

    /// <summary>Who sends it.</summary>
    public string Sender { get; }

    /// <summary>The random that the sender gave; 0 if none.</summary>
    public ulong Random { get; }

    /// <summary>The sequence that the sender gave; 0 if none.</summary>
    public ulong Sequence { get; }

    /// <summary>The message in the SDK's form, as its sender gave it.</summary>
    public Message Message => message.Value;

    /// <summary>What an identifier that is none is answered with where <see cref="TimEmulatorOptions.StrictIdentifiers"/> is on: 7003
    /// (<see cref="TimErrorCodes.InvalidIdentifier"/>), as the SDK does, unless overridden.</summary>
    protected internal virtual int InvalidIdentifierCode => TimErrorCodes.InvalidIdentifier;

    /// <summary>What else a repeat has in common with it, beside sender, receiver, random and sequence: such a message is remembered for
    /// two minutes. Null, the default, if nothing: such a message is remembered for <see cref="TimEmulatorOptions.RepeatWindow"/>.
    /// </summary>
    protected internal virtual string? RepeatContent => null;

    // The client time that the sender gave; 0 if none.
    internal ulong ClientTime { get; }

    // Whether all receivers get it with the same sequence; else each has its own, if the sender gave none.
    internal bool HasOneSequence { get; }

    // How many bytes are enough for the message without its receiver.
    internal int UsualSize => text.Value.UsualSize;

    // Writes the message as it is at one receiver: a JSON object.
    internal void Write(Utf8Buffer output, in Delivery delivery) => text.Value.Write(output, delivery);

    // The message as it is at one receiver.
    internal Message ToMessage(in Delivery delivery)
    {
        using var json = new Utf8Buffer(UsualSize);
        Write(json, delivery);
        return Message.Parse(json.Written);
    }
}
