using System.Text.Json;

namespace RxTim.Rest;

/// <summary>A message's elements as REST's <c>MsgBody</c>: which can be written, and how.</summary>
internal static class RestElements
{
    // The only value there is: the client fetches the bytes from the address.
    private const int DownloadFromUrl = 2;

    /// <summary>Why the element cannot be written; null if it can.</summary>
    public static string? Problem(MessageElement element) => element switch
    {
        TextElement text => Missing(text.Content, "text_elem_content"),
        CustomElement => null,
        FaceElement face => face.Index is null ? Lacks("face_elem_index") : null,
        LocationElement place => NotFinite(place.Latitude, "location_elem_latitude") ?? NotFinite(place.Longitude, "location_elem_longitude"),
        ImageElement image => Absent(image.OrigUrl, "image_elem_orig_url") ?? Absent(image.OrigId, "image_elem_orig_id"),
        SoundElement sound => Absent(sound.Url, "sound_elem_url") ?? Absent(sound.FileId, "sound_elem_file_id"),
        FileElement file => Absent(file.Url, "file_elem_url") ?? Absent(file.FileId, "file_elem_file_id"),
        VideoElement video => Problem(video),
        MergeElement => "REST takes no merged messages",
        _ => "REST has no such element",
    };

    /// <summary>Writes an element that has no problem.</summary>
    public static void Write(Utf8JsonWriter json, MessageElement element)
    {
        switch (element)
        {
            case TextElement text:
                Begin(json, "TIMTextElem");
                json.Property("Text", text.Content);
                break;
            case CustomElement custom:
                Begin(json, "TIMCustomElem");
                json.Property("Data", custom.Data);
                json.Property("Desc", custom.Desc);
                json.Property("Ext", custom.Ext);
                json.Property("Sound", custom.Sound);
                break;
            case FaceElement face:
                Begin(json, "TIMFaceElem");
                json.Property("Index", face.Index);
                json.Property("Data", face.Buf);
                break;
            case LocationElement place:
                Begin(json, "TIMLocationElem");
                json.Property("Desc", place.Desc);
                json.Property("Latitude", place.Latitude);
                json.Property("Longitude", place.Longitude);
                break;
            case ImageElement image:
                Begin(json, "TIMImageElem");
                Write(json, image);
                break;
            case SoundElement sound:
                Begin(json, "TIMSoundElem");
                json.Property("Url", sound.Url);
                json.Property("UUID", sound.FileId);
                json.Property("Size", sound.FileSize ?? 0);
                json.Property("Second", sound.FileTime ?? 0);
                json.Property("Download_Flag", DownloadFromUrl);
                break;
            case VideoElement video:
                Begin(json, "TIMVideoFileElem");
                Write(json, video);
                break;
            case FileElement file:
                Begin(json, "TIMFileElem");
                json.Property("Url", file.Url);
                json.Property("UUID", file.FileId);
                json.Property("FileSize", file.FileSize ?? 0);
                json.Property("FileName", file.FileName);
                json.Property("Download_Flag", DownloadFromUrl);
                break;
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string type)
    {
        json.WriteStartObject();
        json.Property("MsgType", type);
        json.WriteStartObject("MsgContent");
    }

    private static void Write(Utf8JsonWriter json, ImageElement image)
    {
        json.Property("UUID", image.OrigId);
        json.Property("ImageFormat", (long)(image.Format ?? ImageFormat.Unknown));
        json.WriteStartArray("ImageInfoArray");
        Form(1, image.OrigUrl, image.OrigPicSize, image.OrigPicWidth, image.OrigPicHeight);
        Form(2, image.LargeUrl, image.LargePicSize, image.LargePicWidth, image.LargePicHeight);
        Form(3, image.ThumbUrl, image.ThumbPicSize, image.ThumbPicWidth, image.ThumbPicHeight);
        json.WriteEndArray();

        void Form(int type, string? url, long? size, long? width, long? height)
        {
            if (string.IsNullOrEmpty(url))
                return;
            json.WriteStartObject();
            json.Property("Type", type);
            json.Property("Size", size ?? 0);
            json.Property("Width", width ?? 0);
            json.Property("Height", height ?? 0);
            json.Property("URL", url);
            json.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter json, VideoElement video)
    {
        json.Property("VideoUrl", video.VideoUrl);
        json.Property("VideoUUID", video.VideoId);
        json.Property("VideoSize", video.VideoSize ?? 0);
        json.Property("VideoSecond", video.VideoDuration ?? 0);
        json.Property("VideoFormat", video.VideoType);
        json.Property("VideoDownloadFlag", DownloadFromUrl);
        json.Property("ThumbUrl", video.ImageUrl);
        json.Property("ThumbUUID", video.ImageId);
        json.Property("ThumbSize", video.ImageSize ?? 0);
        json.Property("ThumbWidth", video.ImageWidth);
        json.Property("ThumbHeight", video.ImageHeight);
        json.Property("ThumbFormat", video.ImageType);
        json.Property("ThumbDownloadFlag", DownloadFromUrl);
    }

    private static string? Problem(VideoElement video) =>
        Absent(video.VideoUrl, "video_elem_video_url")
        ?? Absent(video.VideoId, "video_elem_video_id")
        ?? Absent(video.ImageUrl, "video_elem_image_url")
        ?? Absent(video.ImageId, "video_elem_image_id")
        ?? (video.ImageWidth is null ? Lacks("video_elem_image_width") : null)
        ?? (video.ImageHeight is null ? Lacks("video_elem_image_height") : null);

    private static string? Missing(string? value, string key) => value is null ? Lacks(key) : null;

    // What the SDK takes from a local file and uploads must be somewhere already.
    private static string? Absent(string? value, string key) =>
        string.IsNullOrEmpty(value) ? $"{Lacks(key)}, and REST uploads no local file" : null;

    private static string? NotFinite(double? degrees, string key) =>
        degrees is null ? Lacks(key) : double.IsFinite(degrees.Value) ? null : $"{key} is not finite";

    private static string Lacks(string key) => $"it has no {key}";
}
