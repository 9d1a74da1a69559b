using System.Text.Json;

namespace RxTim;

public sealed partial record Message : IMessageSource
{
    /// <summary>How many levels the JSON of a message, or what holds one, may nest. Readers and writers of their own must be told:
    /// System.Text.Json stops at 64 by default.</summary>
    public const int MaxJsonDepth = TimJson.MaxDepth;

    /// <summary>Reads a message from the SDK's JSON.</summary>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="JsonException">
    /// It is no JSON, a value is mistyped or out of range, or an array has a null in it. The message and <see cref="JsonException.Path"/>
    /// name the key; line and position count from 0, the position in bytes of UTF-8.
    /// </exception>
    public static Message Parse(string json) => MessageJson.Decode(TimJson.ToUtf8(json));

    /// <inheritdoc cref="Parse(string)"/>
    /// <param name="utf8Json">One JSON object in UTF-8, without a byte order mark.</param>
    public static Message Parse(ReadOnlySpan<byte> utf8Json) => MessageJson.Decode(utf8Json);

    /// <summary>Writes the message as the SDK's JSON: on one line, text beyond ASCII as it is.</summary>
    public string ToJson() => TimJson.EncodeToString(this, WireJsonContext.Default.Message);

    /// <summary>What the message consists of, and of a text its beginning, for logs and the debugger; nothing of its sender or of who
    /// gets it.</summary>
    /// <returns>A short text; its form may change.</returns>
    public override string ToString() => $"Message {{ {string.Join(", ", Elements ?? [])} }}";

    Message IMessageSource.Read(string identifier) => this;

    string? IMessageSource.KeyOf(string identifier) => MessageKey.Of(this);

    ReadOnlyMemory<byte> IMessageSource.ToUtf8(string identifier) => MessageJson.Encode(this);
}
