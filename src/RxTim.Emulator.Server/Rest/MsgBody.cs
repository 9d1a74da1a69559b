using System.Runtime.InteropServices;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>Reads what a message says, and refuses what the API refuses.</summary>
internal static class MsgBody
{
    /// <summary>The longest <c>MsgBody</c> in bytes: 12 kB.</summary>
    public const int MaxLength = 12 * 1024;

    public static SentContent Read(JsonElement request, SentFlags flags)
    {
        if (!request.TryGet("MsgBody", out var body))
            throw new RestRefusal(TimErrorCodes.MsgBodyInvalid, "MsgBody is missing");
        if (body.ValueKind != JsonValueKind.Array)
            throw new RestRefusal(TimErrorCodes.MsgBodyNotArray, "MsgBody is not an array");
        var raw = JsonMarshal.GetRawUtf8Value(body);
        if (raw.Length > MaxLength)
            throw new RestRefusal(TimErrorCodes.RestBodyTooLong, $"MsgBody has {raw.Length} bytes; {MaxLength} are allowed");
        if (body.GetArrayLength() == 0)
            throw new RestRefusal(TimErrorCodes.MsgBodyInvalid, "MsgBody is empty");
        foreach (var element in body.EnumerateArray())
            Check(element);

        var cloud = request.Text("CloudCustomData", TimErrorCodes.MessageFormatInvalid);
        return new SentContent(raw.ToArray(), cloud, flags);
    }

    private static void Check(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Malformed("an element is not an object");
        var type = element.RequiredText("MsgType", TimErrorCodes.MessageFormatInvalid);
        if (!ElementForm.ByMsgType.TryGetValue(type, out var form))
            throw Malformed("the MsgType of an element is not known");
        if (!element.TryGet("MsgContent", out var content) || content.ValueKind != JsonValueKind.Object)
            throw Malformed($"{type} has no MsgContent, or it is not an object");
        foreach (var field in form.Fields)
            Check(content, form, field);
        if (content.TryGet("ImageInfoArray", out var pictures))
            CheckPictures(pictures);
    }

    private static void Check(JsonElement content, ElementForm form, ElementForm.Field field)
    {
        if (!content.TryGet(field.Rest, out var value))
        {
            if (field.IsRequired)
                throw Malformed($"{form.MsgType} has no {field.Rest}");
            return;
        }
        if (field.IsNumber)
            CheckNumber(value, $"{field.Rest} of {form.MsgType}", field);
        else
            value.AsText($"{field.Rest} of {form.MsgType}", TimErrorCodes.MessageFormatInvalid);
    }

    private static void CheckPictures(JsonElement pictures)
    {
        if (pictures.ValueKind != JsonValueKind.Array)
            throw Malformed("ImageInfoArray is not an array");
        foreach (var picture in pictures.EnumerateArray())
        {
            if (picture.ValueKind != JsonValueKind.Object)
                throw Malformed("an item of ImageInfoArray is not an object");
            picture.Text("URL", TimErrorCodes.MessageFormatInvalid);
            foreach (var key in (ReadOnlySpan<string>)["Type", "Size", "Width", "Height"])
                picture.Number(key, TimErrorCodes.MessageFormatInvalid);
        }
    }

    private static void CheckNumber(JsonElement value, string name, ElementForm.Field field)
    {
        var isValid = value.ValueKind == JsonValueKind.Number && (field.IsFraction
            ? double.IsFinite(value.GetDouble())
            : field.IsSize ? value.TryGetInt64(out _) : value.TryGetInt32(out _));
        if (!isValid)
            throw Malformed($"{name} is not {(field.IsFraction ? "a number" : "an integer")}");
    }

    private static RestRefusal Malformed(string why) => new(TimErrorCodes.MessageFormatInvalid, why);
}
