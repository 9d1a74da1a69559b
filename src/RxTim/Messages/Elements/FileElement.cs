using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A file: <c>FileElem</c> of the SDK's header <c>TIMMessageManager.h</c>.</summary>
public sealed record FileElement() : MessageElement(ElementType.File)
{
    /// <summary>The file to send. <c>file_elem_file_path</c>.</summary>
    [JsonPropertyName("file_elem_file_path")]
    public string? FilePath { get; init; }

    /// <summary>The name to show; without it, the file's own. <c>file_elem_file_name</c>.</summary>
    [JsonPropertyName("file_elem_file_name")]
    public string? FileName { get; init; }

    /// <summary>Its size in bytes. <c>file_elem_file_size</c>.</summary>
    [JsonPropertyName("file_elem_file_size")]
    public long? FileSize { get; init; }

    /// <summary>Its identifier; read-only. <c>file_elem_file_id</c>.</summary>
    [JsonPropertyName("file_elem_file_id")]
    public string? FileId { get; init; }

    /// <summary>Needed to fetch it; read-only. <c>file_elem_business_id</c>.</summary>
    [JsonPropertyName("file_elem_business_id")]
    public long? BusinessId { get; init; }

    /// <summary>Where it is; read-only. <c>file_elem_url</c>.</summary>
    [JsonPropertyName("file_elem_url")]
    public string? Url { get; init; }

    /// <summary>No longer in use. <c>file_elem_task_id</c>.</summary>
    [JsonPropertyName("file_elem_task_id")]
    public long? TaskId { get; init; }

    /// <summary>How it is fetched: 0 by asking for its address, 1 by asking Tencent's object storage, 2 from its address as it is;
    /// read-only. <c>file_elem_download_flag</c>.</summary>
    [JsonPropertyName("file_elem_download_flag")]
    public long? DownloadFlag { get; init; }
}
