using System.Text.Json.Serialization;

namespace RxTim;

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    MaxDepth = TimJson.MaxDepth,
    Converters = [typeof(UnknownValueConverter)])]
[JsonSerializable(typeof(MsgBatchSendParam))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(TextElement))]
[JsonSerializable(typeof(ImageElement))]
[JsonSerializable(typeof(SoundElement))]
[JsonSerializable(typeof(CustomElement))]
[JsonSerializable(typeof(FileElement))]
[JsonSerializable(typeof(FaceElement))]
[JsonSerializable(typeof(LocationElement))]
[JsonSerializable(typeof(VideoElement))]
[JsonSerializable(typeof(MergeElement))]
[JsonSerializable(typeof(OtherElement))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
