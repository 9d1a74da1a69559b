using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A sticker from a set of the app's own: <c>FaceElem</c> of the SDK's header <c>TIMMessageManager.h</c>.</summary>
public sealed record FaceElement() : MessageElement(ElementType.Face)
{
    internal FaceElement(ref WireReader json) : this()
    {
        while (json.NextKeys(this))
        {
            if (json.Key("elem_type"u8)) _ = json.Int32();
            if (json.Key("face_elem_buf"u8)) Buf = json.String();
            if (json.Key("face_elem_index"u8)) Index = json.Int64();
        }
    }

    /// <summary>Which one of the set. <c>face_elem_index</c>.</summary>
    [JsonPropertyName("face_elem_index")]
    public long? Index { get; init; }

    /// <summary>Data of the app's own, as text. <c>face_elem_buf</c>.</summary>
    [JsonPropertyName("face_elem_buf")]
    public string? Buf { get; init; }
}
