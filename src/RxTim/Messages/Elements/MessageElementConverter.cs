using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RxTim;

/// <summary>Reads an element as the type that its <c>elem_type</c> says, wherever in the object that key stands, and writes it by the
/// SDK's keys.</summary>
public sealed class MessageElementConverter : JsonConverter<MessageElement>
{
    /// <inheritdoc/>
    public override MessageElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An element is expected: an object with elem_type.");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new JsonException("Merged messages nest too deep for the stack of this thread.");
        var json = WireJsonContext.Default;
        return TypeOf(reader) switch
        {
            ElementType.Text => Read(ref reader, json.TextElement),
            ElementType.Image => Read(ref reader, json.ImageElement),
            ElementType.Sound => Read(ref reader, json.SoundElement),
            ElementType.Custom => Read(ref reader, json.CustomElement),
            ElementType.File => Read(ref reader, json.FileElement),
            ElementType.Face => Read(ref reader, json.FaceElement),
            ElementType.Location => Read(ref reader, json.LocationElement),
            ElementType.Video => Read(ref reader, json.VideoElement),
            ElementType.Merge => Read(ref reader, json.MergeElement),
            _ => Read(ref reader, json.OtherElement),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MessageElement value, JsonSerializerOptions options)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var json = WireJsonContext.Default;
        switch (value)
        {
            case TextElement text: Write(writer, text, json.TextElement); break;
            case ImageElement image: Write(writer, image, json.ImageElement); break;
            case SoundElement sound: Write(writer, sound, json.SoundElement); break;
            case CustomElement custom: Write(writer, custom, json.CustomElement); break;
            case FileElement file: Write(writer, file, json.FileElement); break;
            case FaceElement face: Write(writer, face, json.FaceElement); break;
            case LocationElement location: Write(writer, location, json.LocationElement); break;
            case VideoElement video: Write(writer, video, json.VideoElement); break;
            case MergeElement merge: Write(writer, merge, json.MergeElement); break;
            default: Write(writer, (OtherElement)value, json.OtherElement); break;
        }
    }

    /// <summary>Looks ahead for <c>elem_type</c> with a copy of the reader; where the key comes twice, the first counts.</summary>
    internal static ElementType TypeOf(Utf8JsonReader ahead)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var found = ahead.ValueTextEquals("elem_type"u8);
            if (!ahead.Read()) break;
            if (!found) ahead.Skip();
            else if (ahead.TokenType == JsonTokenType.Number && ahead.TryGetInt32(out var type)) return (ElementType)type;
            else throw new JsonException("The elem_type of an element is not a 32-bit integer.");
        }

        throw new JsonException("An element has no elem_type.");
    }

    // The converter of the type, not JsonSerializer: that would copy the reader, scan the value once more for each layer of merged
    // messages, and count lines and bytes from the value's start.
    private static T Read<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type) where T : MessageElement =>
        ((JsonConverter<T>)type.Converter).Read(ref reader, typeof(T), type.Options)!;

    private static void Write<T>(Utf8JsonWriter writer, T element, JsonTypeInfo<T> type) where T : MessageElement =>
        ((JsonConverter<T>)type.Converter).Write(writer, element, type.Options);
}
