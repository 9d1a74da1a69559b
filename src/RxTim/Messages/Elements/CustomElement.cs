using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>Data of the app's own, which the SDK only passes on: <c>CustomElem</c> of the SDK's header
/// <c>TIMMessageManager.h</c>.</summary>
public sealed record CustomElement() : MessageElement(ElementType.Custom)
{
    internal CustomElement(ref WireReader json) : this()
    {
        while (json.NextKeys(this))
        {
            if (json.Key("custom_elem_data"u8)) Data = json.String();
            if (json.Key("custom_elem_desc"u8)) Desc = json.String();
            if (json.Key("custom_elem_ext"u8)) Ext = json.String();
            if (json.Key("custom_elem_sound"u8)) Sound = json.String();
            if (json.Key("elem_type"u8)) _ = json.Int32();
        }
    }

    /// <summary>The data. <c>custom_elem_data</c>.</summary>
    [JsonPropertyName("custom_elem_data")]
    public string? Data { get; init; }

    /// <summary>What it is, in words. <c>custom_elem_desc</c>.</summary>
    [JsonPropertyName("custom_elem_desc")]
    public string? Desc { get; init; }

    /// <summary>Data for the push to users who are offline. <c>custom_elem_ext</c>.</summary>
    [JsonPropertyName("custom_elem_ext")]
    public string? Ext { get; init; }

    /// <summary>A sound of the app's own. <c>custom_elem_sound</c>.</summary>
    [JsonPropertyName("custom_elem_sound")]
    public string? Sound { get; init; }
}
