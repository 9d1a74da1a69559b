using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>Text: <c>TextElem</c> of the SDK's header <c>TIMMessageManager.h</c>.</summary>
public sealed record TextElement() : MessageElement(ElementType.Text)
{
    /// <summary>The text. <c>text_elem_content</c>.</summary>
    [JsonPropertyName("text_elem_content")]
    public string? Content { get; init; }
}
