using System.Runtime.InteropServices;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>Writes JSON as the real SDK does: no white space, the keys of every object in alphabetical order. Numbers and texts stay byte
/// for byte what they were.</summary>
internal static class SortedJson
{
    public static byte[] ToUtf8(JsonElement element)
    {
        using var output = new Utf8Buffer(256);
        Write(output, element);
        return output.Written.ToArray();
    }

    private static void Write(Utf8Buffer output, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, element);
                break;
            case JsonValueKind.Array:
                WriteArray(output, element);
                break;
            default:
                output.Write(JsonMarshal.GetRawUtf8Value(element));
                break;
        }
    }

    private static void WriteObject(Utf8Buffer output, JsonElement element)
    {
        var separator = "{\""u8;
        foreach (var property in element.EnumerateObject().OrderBy(static property => property.Name, StringComparer.Ordinal))
        {
            output.Write(separator);
            output.WriteEscaped(property.Name);
            output.Write("\":"u8);
            Write(output, property.Value);
            separator = ",\""u8;
        }
        output.Write(separator[0] == '{' ? "{}"u8 : "}"u8);
    }

    private static void WriteArray(Utf8Buffer output, JsonElement element)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            if (!first)
                output.Write(","u8);
            first = false;
            Write(output, item);
        }
        output.Write("]"u8);
    }
}
