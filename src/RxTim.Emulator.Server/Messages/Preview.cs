using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>A message in a few words.</summary>
internal static class Preview
{
    private const int Longest = 120;

    public static string Of(SentContent content)
    {
        using var body = JsonDocument.Parse(content.MsgBody, new JsonDocumentOptions { MaxDepth = Message.MaxJsonDepth });
        return string.Join(' ', body.RootElement.EnumerateArray().Take(4).Select(Of));
    }

    private static string Of(JsonElement element)
    {
        var type = element.GetProperty("MsgType").GetString()!;
        var content = element.GetProperty("MsgContent");
        return type switch
        {
            "TIMTextElem" => Text(content, "Text"),
            "TIMCustomElem" => $"[custom] {Text(content, "Desc")}".TrimEnd(),
            "TIMLocationElem" => $"[location] {Text(content, "Desc")}".TrimEnd(),
            "TIMFileElem" => $"[file] {Text(content, "FileName")}".TrimEnd(),
            "TIMImageElem" => "[image]",
            "TIMFaceElem" => "[face]",
            "TIMSoundElem" => "[sound]",
            "TIMVideoFileElem" => "[video]",
            _ => $"[{type}]",
        };
    }

    private static string Text(JsonElement content, string key)
    {
        if (!content.TryGetProperty(key, out var value) || value.ValueKind != JsonValueKind.String)
            return "";
        var text = value.GetString()!;
        if (text.Length <= Longest)
            return text;

        // Not between the halves of a surrogate pair.
        return text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + '…';
    }
}
