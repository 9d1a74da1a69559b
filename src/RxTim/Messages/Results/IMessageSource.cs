namespace RxTim;

/// <summary>What a result keeps of its message until somebody reads it: a message, or what becomes one.</summary>
internal interface IMessageSource
{
    /// <summary>The message.</summary>
    /// <param name="identifier">Whose result it is.</param>
    /// <exception cref="System.Text.Json.JsonException">It is kept as JSON that is no message.</exception>
    Message Read(string identifier);

    /// <summary>By what the backend knows the message (<see cref="MessageKey"/>); null if that is not known.</summary>
    /// <param name="identifier">Whose result it is.</param>
    /// <exception cref="System.Text.Json.JsonException">It is kept as JSON that is no message.</exception>
    string? KeyOf(string identifier);

    /// <summary>The message's JSON, well-formed.</summary>
    /// <param name="identifier">Whose result it is.</param>
    /// <exception cref="System.Text.Json.JsonException">It is kept as JSON that is malformed.</exception>
    ReadOnlyMemory<byte> ToUtf8(string identifier);
}
