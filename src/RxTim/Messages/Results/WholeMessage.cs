namespace RxTim;

/// <summary>A message kept as its JSON.</summary>
/// <param name="utf8Json">As the backend wrote it, from its first brace to where <see cref="ObjectEnd"/> found its end.</param>
internal sealed class WholeMessage(byte[] utf8Json) : IMessageSource
{
    /// <inheritdoc/>
    public Message Read(string identifier) => MessageJson.DecodeMended(utf8Json);

    /// <inheritdoc/>
    public string? KeyOf(string identifier) => MessageKey.TryRead(utf8Json, out var key) ? key : MessageKey.Of(Read(identifier));

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ToUtf8(string identifier) => MessageJson.ToPassOn(utf8Json);
}
