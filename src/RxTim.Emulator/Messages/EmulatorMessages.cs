using System.Runtime.CompilerServices;

namespace RxTim.Emulator;

/// <summary>The messages that came as the SDK's JSON: one of each for as long as it lives, so that calls of one send share its
/// text.</summary>
internal sealed class EmulatorMessages(string defaultSender)
{
    private readonly ConditionalWeakTable<Message, EmulatorMessage> messages = new();

    public EmulatorMessage For(Message message) => messages.GetValue(message, Make);

    private EmulatorMessage Make(Message message)
    {
        var sender = message.Sender is { Length: > 0 } own ? own : defaultSender;
        return new EmulatorMessage(message, sender);
    }
}
