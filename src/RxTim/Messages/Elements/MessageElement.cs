using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A part of a message: one of the types that can be sent, or an <see cref="OtherElement"/>.</summary>
/// <remarks>A property is its key less the type's prefix, in PascalCase: <c>text_elem_content</c> is
/// <see cref="TextElement.Content"/>.</remarks>
[JsonConverter(typeof(MessageElementConverter))]
public abstract record MessageElement : WireObject
{
    private protected MessageElement(ElementType type) => Type = type;

    /// <summary>What the element is; where in the object the key stands does not matter. <c>elem_type</c>.</summary>
    [JsonPropertyName("elem_type")]
    public ElementType Type { get; }

    /// <summary>What the element is, and of a text its beginning, for logs and the debugger.</summary>
    /// <returns>A short text; its form may change.</returns>
    public sealed override string ToString() =>
        this is TextElement { Content: { } text } ? ShortText.Of(text) : Type.ToString();

    /// <summary>Reads the element that comes next; null where there is none.</summary>
    internal static MessageElement? Read(ref WireReader json)
    {
        var types = WireJsonContext.Default;
        return TypeOf(json) switch
        {
            ElementType.Text => json.OpenObject() ? new TextElement(ref json) : null,
            ElementType.Custom => json.OpenObject() ? new CustomElement(ref json) : null,
            ElementType.Face => json.OpenObject() ? new FaceElement(ref json) : null,
            ElementType.Location => json.OpenObject() ? new LocationElement(ref json) : null,
            _ => json.Value(types.MessageElement),
        };
    }

    // Where the type is not the first key, it is looked for; what is given back has not been read.
    private static ElementType TypeOf(WireReader ahead)
    {
        var element = ahead;
        if (element.OpenObject() && element.Key("elem_type"u8) && element.Int32() is { } type) return (ElementType)type;
        var reader = ahead.Ahead();
        reader.Read();
        return MessageElementConverter.TypeOf(reader);
    }
}
