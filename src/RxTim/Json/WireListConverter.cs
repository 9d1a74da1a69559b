using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>Reads and writes a JSON array of which no item may be null. Public because the contexts that System.Text.Json generates for
/// your own types make one.</summary>
/// <typeparam name="T">What an item is.</typeparam>
public sealed class WireListConverter<T> : JsonConverter<IReadOnlyList<T>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("An array is expected.");
        var converter = ItemConverter(options);
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null) throw new JsonException("The array has a null in it.");
            items.Add(converter.Read(ref reader, typeof(T), options)!);
        }

        return new WireList<T>([.. items]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        var converter = ItemConverter(options);
        writer.WriteStartArray();
        for (var i = 0; i < value.Count; i++) converter.Write(writer, value[i], options);
        writer.WriteEndArray();
    }

#pragma warning disable CA2263 // .NET 10 has no generic form.
    private static JsonConverter<T> ItemConverter(JsonSerializerOptions options) =>
        (JsonConverter<T>)options.GetTypeInfo(typeof(T)).Converter;
#pragma warning restore CA2263
}
