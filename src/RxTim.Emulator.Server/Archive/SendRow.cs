namespace RxTim.Emulator;

/// <summary>A send that messages are being added to.</summary>
/// <param name="id">Its number.</param>
/// <param name="content">The number of what it says.</param>
/// <param name="message">The message that it was found for.</param>
/// <param name="sent">What that says.</param>
internal sealed class SendRow(long id, long content, EmulatorMessage message, SentContent sent)
{
    // Not the message itself, which may be large and would live as long as its send is remembered.
    private readonly (string Sender, ulong Random, ulong Sequence) key = (message.Sender, message.Random, message.Sequence);
    private readonly WeakReference<EmulatorMessage> message = new(message);

    public long Id => id;

    public long Content => content;

    /// <summary>How many accounts failed and have not been sent to since.</summary>
    public long Failed { get; set; }

    /// <summary>Whether another message belongs to it.</summary>
    public bool Fits(EmulatorMessage other, SentContent content) => other.Random == 0
        ? message.TryGetTarget(out var own) && ReferenceEquals(own, other)
        : key == (other.Sender, other.Random, other.Sequence) && content.IsSameAs(sent);
}
