using System.Collections.Frozen;

namespace RxTim.Emulator;

/// <summary>An element's name and keys in the SDK's JSON and in REST.</summary>
/// <param name="ElemType"><c>elem_type</c>.</param>
/// <param name="MsgType"><c>MsgType</c>.</param>
/// <param name="Fields">The keys that mean the same in both.</param>
internal sealed record ElementForm(int ElemType, string MsgType, params ElementForm.Field[] Fields)
{
    /// <summary>Every element that both have.</summary>
    public static IReadOnlyList<ElementForm> All { get; } =
    [
        new(0, "TIMTextElem", new Field("text_elem_content", "Text", IsRequired: true)),
        new(1, "TIMImageElem", new Field("image_elem_orig_id", "UUID"), new Field("image_elem_format", "ImageFormat", IsNumber: true)),
        new(
            2,
            "TIMSoundElem",
            new Field("sound_elem_url", "Url"),
            new Field("sound_elem_file_id", "UUID"),
            new Field("sound_elem_file_size", "Size", IsNumber: true),
            new Field("sound_elem_file_time", "Second", IsNumber: true)),
        new(
            3,
            "TIMCustomElem",
            new Field("custom_elem_data", "Data"),
            new Field("custom_elem_desc", "Desc"),
            new Field("custom_elem_ext", "Ext"),
            new Field("custom_elem_sound", "Sound")),
        new(
            4,
            "TIMFileElem",
            new Field("file_elem_url", "Url"),
            new Field("file_elem_file_id", "UUID"),
            new Field("file_elem_file_size", "FileSize", IsNumber: true),
            new Field("file_elem_file_name", "FileName")),
        new(6, "TIMFaceElem", new Field("face_elem_index", "Index", IsNumber: true, IsRequired: true), new Field("face_elem_buf", "Data")),
        new(
            7,
            "TIMLocationElem",
            new Field("location_elem_desc", "Desc"),
            new Field("location_elem_latitude", "Latitude", IsNumber: true, IsRequired: true, IsFraction: true),
            new Field("location_elem_longitude", "Longitude", IsNumber: true, IsRequired: true, IsFraction: true)),
        new(
            9,
            "TIMVideoFileElem",
            new Field("video_elem_video_url", "VideoUrl"),
            new Field("video_elem_video_id", "VideoUUID"),
            new Field("video_elem_video_size", "VideoSize", IsNumber: true),
            new Field("video_elem_video_duration", "VideoSecond", IsNumber: true),
            new Field("video_elem_video_type", "VideoFormat"),
            new Field("video_elem_image_url", "ThumbUrl"),
            new Field("video_elem_image_id", "ThumbUUID"),
            new Field("video_elem_image_size", "ThumbSize", IsNumber: true),
            new Field("video_elem_image_width", "ThumbWidth", IsNumber: true),
            new Field("video_elem_image_height", "ThumbHeight", IsNumber: true),
            new Field("video_elem_image_type", "ThumbFormat")),
    ];

    public static FrozenDictionary<string, ElementForm> ByMsgType { get; } =
        All.ToFrozenDictionary(static form => form.MsgType, StringComparer.Ordinal);

    public static FrozenDictionary<int, ElementForm> ByElemType { get; } = All.ToFrozenDictionary(static form => form.ElemType);

    /// <summary>A value that both have.</summary>
    /// <param name="Sdk">Its key in the SDK's JSON.</param>
    /// <param name="Rest">Its key in <c>MsgContent</c>.</param>
    /// <param name="IsNumber">Whether it is a number; else a text.</param>
    /// <param name="IsRequired">Whether REST refuses an element without it.</param>
    /// <param name="IsFraction">Whether the number need not be whole.</param>
    public sealed record Field(string Sdk, string Rest, bool IsNumber = false, bool IsRequired = false, bool IsFraction = false)
    {
        /// <summary>Whether the number is a count of bytes, which may be beyond 32 bits.</summary>
        public bool IsSize { get; } = Rest.EndsWith("Size", StringComparison.Ordinal);
    }
}
