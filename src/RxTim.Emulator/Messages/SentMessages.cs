using System.Runtime.CompilerServices;

namespace RxTim.Emulator;

/// <summary>The messages that came as the SDK's JSON: one of each for as long as it lives, so that calls of one send share its
/// text.</summary>
internal sealed class SentMessages(string defaultSender)
{
    private readonly ConditionalWeakTable<Message, SentMessage> messages = new();

    public SentMessage For(Message message) => messages.GetValue(message, Make);

    private SentMessage Make(Message message)
    {
        var sender = message.Sender is { Length: > 0 } own ? own : defaultSender;
        return new SentMessage(message, sender);
    }
}
