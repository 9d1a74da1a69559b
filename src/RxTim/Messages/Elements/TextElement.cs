using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>Text: <c>TextElem</c> of the SDK's header <c>TIMMessageManager.h</c>.</summary>
public sealed record TextElement() : MessageElement(ElementType.Text)
{
    internal TextElement(ref WireReader json) : this()
    {
        while (json.NextKeys(this))
        {
            if (json.Key("elem_type"u8)) _ = json.Int32();
            if (json.Key("text_elem_content"u8)) Content = json.String();
        }
    }

    /// <summary>The text. <c>text_elem_content</c>.</summary>
    [JsonPropertyName("text_elem_content")]
    public string? Content { get; init; }
}
