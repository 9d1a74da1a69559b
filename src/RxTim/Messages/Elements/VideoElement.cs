using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A video: <c>VideoElem</c> of the SDK's header <c>TIMMessageManager.h</c>.</summary>
public sealed record VideoElement() : MessageElement(ElementType.Video)
{
    /// <summary>The video's format, such as <c>mp4</c>. <c>video_elem_video_type</c>.</summary>
    [JsonPropertyName("video_elem_video_type")]
    public string? VideoType { get; init; }

    /// <summary>The video's size in bytes. <c>video_elem_video_size</c>.</summary>
    [JsonPropertyName("video_elem_video_size")]
    public long? VideoSize { get; init; }

    /// <summary>How long it plays, in seconds. <c>video_elem_video_duration</c>.</summary>
    [JsonPropertyName("video_elem_video_duration")]
    public long? VideoDuration { get; init; }

    /// <summary>The video's file to send. <c>video_elem_video_path</c>.</summary>
    [JsonPropertyName("video_elem_video_path")]
    public string? VideoPath { get; init; }

    /// <summary>The video's identifier; read-only. <c>video_elem_video_id</c>.</summary>
    [JsonPropertyName("video_elem_video_id")]
    public string? VideoId { get; init; }

    /// <summary>Needed to fetch it; read-only. <c>video_elem_business_id</c>.</summary>
    [JsonPropertyName("video_elem_business_id")]
    public long? BusinessId { get; init; }

    /// <summary>Where the video is; read-only. <c>video_elem_video_url</c>.</summary>
    [JsonPropertyName("video_elem_video_url")]
    public string? VideoUrl { get; init; }

    /// <summary>The cover's format, such as <c>jpg</c>. <c>video_elem_image_type</c>.</summary>
    [JsonPropertyName("video_elem_image_type")]
    public string? ImageType { get; init; }

    /// <summary>The cover's size in bytes. <c>video_elem_image_size</c>.</summary>
    [JsonPropertyName("video_elem_image_size")]
    public long? ImageSize { get; init; }

    /// <summary>The cover's width in pixels. <c>video_elem_image_width</c>.</summary>
    [JsonPropertyName("video_elem_image_width")]
    public long? ImageWidth { get; init; }

    /// <summary>The cover's height in pixels. <c>video_elem_image_height</c>.</summary>
    [JsonPropertyName("video_elem_image_height")]
    public long? ImageHeight { get; init; }

    /// <summary>The cover's file to send. <c>video_elem_image_path</c>.</summary>
    [JsonPropertyName("video_elem_image_path")]
    public string? ImagePath { get; init; }

    /// <summary>The cover's identifier; read-only. <c>video_elem_image_id</c>.</summary>
    [JsonPropertyName("video_elem_image_id")]
    public string? ImageId { get; init; }

    /// <summary>Where the cover is; read-only. <c>video_elem_image_url</c>.</summary>
    [JsonPropertyName("video_elem_image_url")]
    public string? ImageUrl { get; init; }

    /// <summary>No longer in use. <c>video_elem_task_id</c>.</summary>
    [JsonPropertyName("video_elem_task_id")]
    public long? TaskId { get; init; }

    /// <summary>How the video is fetched: 0 by asking for its address, 1 by asking Tencent's object storage, 2 from its address as it is;
    /// read-only. <c>video_elem_video_download_flag</c>.</summary>
    [JsonPropertyName("video_elem_video_download_flag")]
    public long? VideoDownloadFlag { get; init; }

    /// <summary>How the cover is fetched, as <see cref="VideoDownloadFlag"/> says of the video; read-only.
    /// <c>video_elem_image_download_flag</c>.</summary>
    [JsonPropertyName("video_elem_image_download_flag")]
    public long? ImageDownloadFlag { get; init; }
}
