using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A part of a message: one of the types that can be sent, or an <see cref="OtherElement"/>.</summary>
/// <remarks>A property is its key less the type's prefix, in PascalCase: <c>text_elem_content</c> is <see cref="TextElement.Content"/>.</remarks>
[JsonConverter(typeof(MessageElementConverter))]
public abstract record MessageElement : WireObject
{
    private protected MessageElement(ElementType type) => Type = type;

    /// <summary>What the element is; where in the object the key stands does not matter. <c>elem_type</c>.</summary>
    [JsonPropertyName("elem_type")]
    public ElementType Type { get; }
}
