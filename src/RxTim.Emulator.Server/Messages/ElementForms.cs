using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>Turns messages of the SDK's JSON into those of REST, and back. Values stay byte for byte what they were.</summary>
internal static class ElementForms
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = Message.MaxJsonDepth };
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true, MaxDepth = Message.MaxJsonDepth };

    // REST's forms of a picture, by their Type.
    private static readonly (int Type, string Sdk)[] Pictures = [(1, "orig"), (2, "large"), (3, "thumb")];
    private static readonly (string Key, string Sdk)[] Sizes = [("Size", "pic_size"), ("Width", "pic_width"), ("Height", "pic_height")];

    /// <summary>The message as REST has it. An element that REST does not have keeps its own keys, under the type <c>elem_type
    /// N</c>.</summary>
    public static SentContent ToRest(Message message)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var sent = JsonDocument.Parse(message.ToJson(), Deep))
        using (var json = new Utf8JsonWriter(output, Unchecked))
        {
            json.WriteStartArray();
            if (sent.RootElement.TryGetProperty("message_elem_array", out var elements) && elements.ValueKind == JsonValueKind.Array)
            {
                foreach (var element in elements.EnumerateArray())
                    WriteRest(json, element);
            }
            json.WriteEndArray();
        }
        return new SentContent(
            output.WrittenMemory, message.CloudCustomStr, message.IsOnlineMsg == true ? SentFlags.OnlineOnly : SentFlags.None);
    }

    /// <summary>The message as the SDK's JSON has it; without its sender.</summary>
    public static Message ToMessage(SentContent content)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var body = JsonDocument.Parse(content.MsgBody))
        using (var json = new Utf8JsonWriter(output, Unchecked))
        {
            json.WriteStartObject();
            json.WriteStartArray("message_elem_array");
            foreach (var element in body.RootElement.EnumerateArray())
                WriteSdk(json, element);
            json.WriteEndArray();
            if (content.CloudCustomData is not null)
                json.WriteString("message_cloud_custom_str", content.CloudCustomData);
            if (content.Flags.HasFlag(SentFlags.OnlineOnly))
                json.WriteBoolean("message_is_online_msg", true);
            json.WriteEndObject();
        }
        return Message.Parse(output.WrittenSpan);
    }

    private static void WriteRest(Utf8JsonWriter json, JsonElement element)
    {
        var type = element.TryGetProperty("elem_type", out var value) && value.TryGetInt32(out var number) ? number : -1;
        json.WriteStartObject();
        if (ElementForm.ByElemType.TryGetValue(type, out var form))
        {
            json.WriteString("MsgType", form.MsgType);
            json.WriteStartObject("MsgContent");
            foreach (var field in form.Fields)
                Copy(json, element, field.Sdk, field.Rest);
            if (type == 1)
                WritePictures(json, element);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("MsgType", $"elem_type {type}");
            json.WritePropertyName("MsgContent");
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
        }
        json.WriteEndObject();
    }

    private static void WritePictures(Utf8JsonWriter json, JsonElement element)
    {
        json.WriteStartArray("ImageInfoArray");
        foreach (var (type, name) in Pictures)
        {
            if (!element.TryGetProperty($"image_elem_{name}_url", out _))
                continue;
            json.WriteStartObject();
            json.WriteNumber("Type", type);
            foreach (var (rest, sdk) in Sizes)
                Copy(json, element, $"image_elem_{name}_{sdk}", rest);
            Copy(json, element, $"image_elem_{name}_url", "URL");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteSdk(Utf8JsonWriter json, JsonElement element)
    {
        var form = ElementForm.ByMsgType[element.GetProperty("MsgType").GetString()!];
        var content = element.GetProperty("MsgContent");
        json.WriteStartObject();
        json.WriteNumber("elem_type", form.ElemType);
        foreach (var field in form.Fields)
            Copy(json, content, field.Rest, field.Sdk);
        if (content.TryGetProperty("ImageInfoArray", out var pictures) && pictures.ValueKind == JsonValueKind.Array)
        {
            foreach (var picture in pictures.EnumerateArray())
                WritePicture(json, picture);
        }
        json.WriteEndObject();
    }

    private static void WritePicture(Utf8JsonWriter json, JsonElement picture)
    {
        var type = picture.TryGetProperty("Type", out var value) && value.TryGetInt32(out var number) ? number : 0;
        foreach (var (rest, sdk) in Pictures.Where(known => known.Type == type).SelectMany(static known => Sizes, Names))
            Copy(json, picture, rest, sdk);
        foreach (var known in Pictures.Where(known => known.Type == type))
            Copy(json, picture, "URL", $"image_elem_{known.Sdk}_url");
    }

    private static (string Key, string Sdk) Names((int Type, string Sdk) picture, (string Key, string Sdk) size) =>
        (size.Key, $"image_elem_{picture.Sdk}_{size.Sdk}");

    private static void Copy(Utf8JsonWriter json, JsonElement from, string key, string newKey)
    {
        if (!from.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return;
        json.WritePropertyName(newKey);
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
