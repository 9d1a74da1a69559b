using System.Text.Json;

namespace RxTim.Rest;

/// <summary>Which messages the REST API can carry.</summary>
/// <remarks>
/// <para>
/// Elements: text, custom, face, location; and image, sound, video and file where the bytes are at an address already. REST uploads
/// nothing, so a local path does not do: <see cref="ImageElement.OrigUrl"/> and <see cref="ImageElement.OrigId"/>,
/// <see cref="SoundElement.Url"/> and
/// <see cref="SoundElement.FileId"/>, <see cref="FileElement.Url"/> and <see cref="FileElement.FileId"/>, and a video's address, identifier
/// and cover (<see cref="VideoElement.ImageUrl"/>, identifier, width and height) must be there. Merged messages and other elements cannot
/// be sent.
/// </para>
/// <para>
/// Keys: offline push, <see cref="Message.CloudCustomStr"/>, <see cref="Message.IsOnlineMsg"/> (<c>OnlineOnlyFlag</c>),
/// <see cref="Message.NeedReadReceipt"/> (<c>IsNeedReadReceipt</c>),
/// <see cref="Message.IsExcludedFromUnreadCount"/>, <see cref="Message.ExcludedFromLastMessage"/> and
/// <see cref="Message.ExcludedFromContentModeration"/> (<c>SendMsgControl</c>), <see cref="Message.Rand"/> and <see cref="Message.Seq"/>.
/// <see cref="Message.Priority"/> concerns groups only, <see cref="Message.CustomInt"/> and <see cref="Message.CustomStr"/> the sender's
/// own device only, and the rest is told by the backend: these are left out. The sender is <see cref="RestTransportOptions.From"/>,
/// never <see cref="Message.Sender"/>. A key that asks for what REST does not have, and one that is not known, is an error.
/// </para>
/// </remarks>
public static class RestMessage
{
    /// <summary>Says whether REST can carry a message, without sending anything.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Null if it can; else what it cannot carry, in one sentence that names the element and the key. A
    /// <see cref="RestTransport"/> answers each identifier of such a message with 6016 (<see cref="TimErrorCodes.InvalidElement"/>) or
    /// 6017 (<see cref="TimErrorCodes.InvalidParameters"/>) and this sentence, and calls nobody.</returns>
    public static string? Validate(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Find(message)?.Text;
    }

    internal static Problem? Find(Message message)
    {
        if (message.Elements is not { Count: > 0 } elements)
            return new(TimErrorCodes.InvalidElement, "The message has no elements (message_elem_array).");
        for (var i = 0; i < elements.Count; i++)
        {
            var problem = UnknownKey(elements[i]) ?? RestElements.Problem(elements[i]);
            if (problem is not null)
                return new(TimErrorCodes.InvalidElement, $"Element {i + 1} ({elements[i].Type}) of the message cannot be sent over REST: {problem}.");
        }
        return MessageProblem(message) is { } text
            ? new(TimErrorCodes.InvalidParameters, $"The message cannot be sent over REST: {text}.")
            : null;
    }

    internal static string? UnknownKey(WireObject? json) =>
        json?.UnknownKeys is { Count: > 0 } keys ? $"the key {JsonEncodedText.Encode(keys.First().Key)} is not known" : null;

    private static string? MessageProblem(Message message) =>
        UnknownKey(message)
        ?? (message.GroupAtUsers is { Count: > 0 } ? Group("message_group_at_user_array") : null)
        ?? (message.TargetGroupMembers is { Count: > 0 } ? Group("message_target_group_member_array") : null)
        ?? (message.IsBroadcastMessage == true ? Group("message_is_broadcast_message") : null)
        ?? (message.IsForwardMessage == true ? Absent("message_is_forward_message") : null)
        ?? (message.SupportMessageExtension == true ? Absent("message_support_message_extension") : null)
        ?? (string.IsNullOrEmpty(message.CustomModerationConfigurationId) ? null : Absent("message_custom_moderation_configuration_id"))
        ?? RestOfflinePush.Problem(message.OfflinePush);

    private static string Group(string key) => $"{key} concerns groups, and this goes to users";

    private static string Absent(string key) => $"batchsendmsg has nothing for {key}";

    internal sealed record Problem(int Code, string Text);
}
