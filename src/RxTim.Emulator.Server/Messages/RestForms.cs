using System.Runtime.CompilerServices;

namespace RxTim.Emulator;

/// <summary>Messages as REST has them: as they came, or made from the SDK's form once for each message.</summary>
internal static class RestForms
{
    private static readonly ConditionalWeakTable<EmulatorMessage, SentContent> Made = [];

    public static SentContent Of(EmulatorMessage message) => message is RestSentMessage sent
        ? sent.Content
        : Made.GetValue(message, static other => ElementForms.ToRest(other.Message));
}
