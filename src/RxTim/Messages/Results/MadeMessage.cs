namespace RxTim;

/// <summary>Messages that a transport makes when they are read; one for all results of a call.</summary>
/// <param name="make">Makes an identifier's message.</param>
internal sealed class MadeMessage(Func<string, Message> make) : IMessageSource
{
    /// <inheritdoc/>
    public Message Read(string identifier) => make(identifier);

    /// <inheritdoc/>
    public string? KeyOf(string identifier) => MessageKey.Of(make(identifier));

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ToUtf8(string identifier) => MessageJson.Encode(make(identifier));
}
