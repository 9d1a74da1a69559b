using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A place on Earth: <c>LocationElem</c> of the SDK's header <c>TIMMessageManager.h</c>.</summary>
public sealed record LocationElement() : MessageElement(ElementType.Location)
{
    internal LocationElement(ref WireReader json) : this()
    {
        while (json.NextKeys(this))
        {
            if (json.Key("elem_type"u8)) _ = json.Int32();
            if (json.Key("location_elem_desc"u8)) Desc = json.String();
            if (json.Key("location_elem_latitude"u8)) Latitude = json.Double();
            if (json.Key("location_elem_longitude"u8)) Longitude = json.Double();
        }
    }

    /// <summary>What is there. <c>location_elem_desc</c>.</summary>
    [JsonPropertyName("location_elem_desc")]
    public string? Desc { get; init; }

    /// <summary>Degrees east; finite. <c>location_elem_longitude</c>.</summary>
    [JsonPropertyName("location_elem_longitude")]
    public double? Longitude { get; init; }

    /// <summary>Degrees north; finite. <c>location_elem_latitude</c>.</summary>
    [JsonPropertyName("location_elem_latitude")]
    public double? Latitude { get; init; }
}
