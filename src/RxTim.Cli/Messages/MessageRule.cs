namespace RxTim.Cli;

/// <summary>What a message must be to be sent.</summary>
internal static class MessageRule
{
    /// <exception cref="InputException">The message holds nothing, or too much.</exception>
    public static Message Check(Message message, string source)
    {
        if (message.Elements is not { Count: > 0 })
            throw new InputException($"{source}: the message has no elements (message_elem_array), so there is nothing to send.");
        var size = MessageSize.Of(message);
        if (size > MessageSize.MostBytes)
        {
            throw new InputException($"{source}: the message is {size} bytes long, and the most is {MessageSize.MostBytes} "
                + $"(12 kB, code {TimErrorCodes.MessageTooLong}). Shorten it.");
        }
        return message;
    }
}
