using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A picture: <c>ImageElem</c> of the SDK's header <c>TIMMessageManager.h</c>.</summary>
/// <remarks>
/// The backend keeps three forms: the original, a large one (shorter side 720 pixels) and a thumbnail (198 pixels).
/// </remarks>
public sealed record ImageElement() : MessageElement(ElementType.Image)
{
    /// <summary>The file to send. <c>image_elem_orig_path</c>.</summary>
    [JsonPropertyName("image_elem_orig_path")]
    public string? OrigPath { get; init; }

    /// <summary>How much it is compressed. <c>image_elem_level</c>.</summary>
    [JsonPropertyName("image_elem_level")]
    public ImageLevel? Level { get; init; }

    /// <summary>Its format. <c>image_elem_format</c>.</summary>
    [JsonPropertyName("image_elem_format")]
    public ImageFormat? Format { get; init; }

    /// <summary>The identifier of the original; read-only. <c>image_elem_orig_id</c>.</summary>
    [JsonPropertyName("image_elem_orig_id")]
    public string? OrigId { get; init; }

    /// <summary>The height of the original in pixels; read-only. <c>image_elem_orig_pic_height</c>.</summary>
    [JsonPropertyName("image_elem_orig_pic_height")]
    public long? OrigPicHeight { get; init; }

    /// <summary>The width of the original in pixels; read-only. <c>image_elem_orig_pic_width</c>.</summary>
    [JsonPropertyName("image_elem_orig_pic_width")]
    public long? OrigPicWidth { get; init; }

    /// <summary>The size of the original in bytes; read-only. <c>image_elem_orig_pic_size</c>.</summary>
    [JsonPropertyName("image_elem_orig_pic_size")]
    public long? OrigPicSize { get; init; }

    /// <summary>Where the original is; read-only. <c>image_elem_orig_url</c>.</summary>
    [JsonPropertyName("image_elem_orig_url")]
    public string? OrigUrl { get; init; }

    /// <summary>The identifier of the thumbnail; read-only. <c>image_elem_thumb_id</c>.</summary>
    [JsonPropertyName("image_elem_thumb_id")]
    public string? ThumbId { get; init; }

    /// <summary>The height of the thumbnail in pixels; read-only. <c>image_elem_thumb_pic_height</c>.</summary>
    [JsonPropertyName("image_elem_thumb_pic_height")]
    public long? ThumbPicHeight { get; init; }

    /// <summary>The width of the thumbnail in pixels; read-only. <c>image_elem_thumb_pic_width</c>.</summary>
    [JsonPropertyName("image_elem_thumb_pic_width")]
    public long? ThumbPicWidth { get; init; }

    /// <summary>The size of the thumbnail in bytes; read-only. <c>image_elem_thumb_pic_size</c>.</summary>
    [JsonPropertyName("image_elem_thumb_pic_size")]
    public long? ThumbPicSize { get; init; }

    /// <summary>Where the thumbnail is; read-only. <c>image_elem_thumb_url</c>.</summary>
    [JsonPropertyName("image_elem_thumb_url")]
    public string? ThumbUrl { get; init; }

    /// <summary>The identifier of the large form; read-only. <c>image_elem_large_id</c>.</summary>
    [JsonPropertyName("image_elem_large_id")]
    public string? LargeId { get; init; }

    /// <summary>The height of the large form in pixels; read-only. <c>image_elem_large_pic_height</c>.</summary>
    [JsonPropertyName("image_elem_large_pic_height")]
    public long? LargePicHeight { get; init; }

    /// <summary>The width of the large form in pixels; read-only. <c>image_elem_large_pic_width</c>.</summary>
    [JsonPropertyName("image_elem_large_pic_width")]
    public long? LargePicWidth { get; init; }

    /// <summary>The size of the large form in bytes; read-only. <c>image_elem_large_pic_size</c>.</summary>
    [JsonPropertyName("image_elem_large_pic_size")]
    public long? LargePicSize { get; init; }

    /// <summary>Where the large form is; read-only. <c>image_elem_large_url</c>.</summary>
    [JsonPropertyName("image_elem_large_url")]
    public string? LargeUrl { get; init; }

    /// <summary>No longer in use. <c>image_elem_task_id</c>.</summary>
    [JsonPropertyName("image_elem_task_id")]
    public long? TaskId { get; init; }
}
