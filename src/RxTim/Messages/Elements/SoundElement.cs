using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A sound: <c>SoundElem</c> of the SDK's header <c>TIMMessageManager.h</c>.</summary>
/// <remarks>
/// A message may have one sound only.
/// </remarks>
public sealed record SoundElement() : MessageElement(ElementType.Sound)
{
    /// <summary>The file to send. <c>sound_elem_file_path</c>.</summary>
    [JsonPropertyName("sound_elem_file_path")]
    public string? FilePath { get; init; }

    /// <summary>Its size in bytes. <c>sound_elem_file_size</c>.</summary>
    [JsonPropertyName("sound_elem_file_size")]
    public long? FileSize { get; init; }

    /// <summary>How long it plays, in seconds. <c>sound_elem_file_time</c>.</summary>
    [JsonPropertyName("sound_elem_file_time")]
    public long? FileTime { get; init; }

    /// <summary>Its identifier; read-only. <c>sound_elem_file_id</c>.</summary>
    [JsonPropertyName("sound_elem_file_id")]
    public string? FileId { get; init; }

    /// <summary>Needed to fetch it; read-only. <c>sound_elem_business_id</c>.</summary>
    [JsonPropertyName("sound_elem_business_id")]
    public long? BusinessId { get; init; }

    /// <summary>Where it is; read-only. <c>sound_elem_url</c>.</summary>
    [JsonPropertyName("sound_elem_url")]
    public string? Url { get; init; }

    /// <summary>No longer in use. <c>sound_elem_task_id</c>.</summary>
    [JsonPropertyName("sound_elem_task_id")]
    public long? TaskId { get; init; }

    /// <summary>How it is fetched: 0 by asking for its address, 1 by asking Tencent's object storage, 2 from its address as it is;
    /// read-only. <c>sound_elem_download_flag</c>.</summary>
    [JsonPropertyName("sound_elem_download_flag")]
    public long? DownloadFlag { get; init; }
}
