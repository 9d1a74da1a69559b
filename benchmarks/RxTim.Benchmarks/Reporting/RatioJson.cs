using System.Text.Json;

namespace RxTim.Benchmarks;

/// <summary>The ratios as one JSON object, a number for each key; null where it could not be measured.</summary>
internal static class RatioJson
{
    public static void Write(Stream file, Measurements measured)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        foreach (var ratio in Ratios.All)
        {
            if (ratio.Compute(measured) is { } value)
                json.WriteNumber(ratio.Key, Math.Round(value, 4));
            else
                json.WriteNull(ratio.Key);
        }
        json.WriteEndObject();
    }
}
