using System.Runtime.InteropServices;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>Reads <c>MsgBody</c> and what else says how a message is kept, and refuses what the API refuses.</summary>
internal static class MsgBody
{
    /// <summary>The longest <c>MsgBody</c> in bytes: 12 kB.</summary>
    public const int MaxLength = 12 * 1024;

    private const int LongestLifeTime = 604_800;

    public static SentContent Read(JsonElement request)
    {
        if (!request.TryGetProperty("MsgBody", out var body))
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
        return new SentContent(raw.ToArray(), cloud, Flags(request));
    }

    private static SentFlags Flags(JsonElement request)
    {
        var flags = SentFlags.None;
        var lifeTime = request.Number("MsgLifeTime", TimErrorCodes.MsgLifeTimeInvalid);
        if (lifeTime > LongestLifeTime)
            throw new RestRefusal(TimErrorCodes.MsgLifeTimeTooLong, $"MsgLifeTime is over {LongestLifeTime} seconds");
        if (lifeTime == 0 || request.Number("OnlineOnlyFlag", TimErrorCodes.MessageFormatInvalid) == 1)
            flags |= SentFlags.OnlineOnly;
        var sync = request.Number("SyncOtherMachine", TimErrorCodes.SyncOtherMachineInvalid);
        if (sync is not (null or 1 or 2))
            throw new RestRefusal(TimErrorCodes.SyncOtherMachineInvalid, "SyncOtherMachine is neither 1 nor 2");
        if (sync == 2)
            flags |= SentFlags.NotInSendersHistory;
        request.Number("MsgTimeStamp", TimErrorCodes.MsgTimeStampInvalid);
        return flags;
    }

    private static void Check(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Malformed("an element is not an object");
        var type = element.RequiredText("MsgType", TimErrorCodes.MessageFormatInvalid);
        if (!ElementForm.ByMsgType.TryGetValue(type, out var form))
            throw Malformed("the MsgType of an element is not known");
        if (!element.TryGetProperty("MsgContent", out var content) || content.ValueKind != JsonValueKind.Object)
            throw Malformed($"{type} has no MsgContent, or it is not an object");
        foreach (var field in form.Fields)
            Check(content, form, field);
        if (content.TryGetProperty("ImageInfoArray", out var pictures))
            CheckPictures(pictures);
    }

    private static void Check(JsonElement content, ElementForm form, ElementForm.Field field)
    {
        if (!content.TryGetProperty(field.Rest, out var value))
        {
            if (field.IsRequired)
                throw Malformed($"{form.MsgType} has no {field.Rest}");
            return;
        }
        if (field.IsNumber)
            CheckNumber(value, $"{field.Rest} of {form.MsgType}", field.IsFraction);
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

    private static void CheckNumber(JsonElement value, string name, bool isFraction)
    {
        var isNumber = value.ValueKind == JsonValueKind.Number;
        if (isFraction ? !isNumber || !double.IsFinite(value.GetDouble()) : !isNumber || !value.TryGetInt32(out _))
            throw Malformed($"{name} is not {(isFraction ? "a number" : "an integer")}");
    }

    private static RestRefusal Malformed(string why) => new(TimErrorCodes.MessageFormatInvalid, why);
}
