using System.Text;

namespace RxTim.Benchmarks;

/// <summary>JSON of what a message can consist of, from the plain to the adversarial. The first element is always a text.</summary>
internal static class CallbackElements
{
    public const string Text = """[{"elem_type":0,"text_elem_content":"this is batch send msgs"}]""";

    public static string Nested(int layers)
    {
        var elements = Text;
        for (var i = 0; i < layers; i++)
        {
            var merged = $$"""{"elem_type":12,"merge_elem_message_array":[{"message_elem_array":{{elements}}}]}""";
            elements = $$"""[{"elem_type":0,"text_elem_content":"layer"},{{merged}}]""";
        }
        return elements;
    }

    public static string BigText(int bytes)
    {
        const string piece = "Maintenance at noon. 服务器将于中午重启，请提前保存。😀 ";
        var text = new StringBuilder();
        while (Encoding.UTF8.GetByteCount(text.ToString()) < bytes)
            text.Append(piece);
        return $$"""[{"elem_type":0,"text_elem_content":"{{text}}"}]""";
    }

    /// <summary>The inside of a JSON string, in escapes of every kind.</summary>
    public static string Escapes(int bytes)
    {
        const string piece = """\"\\\/\b\f\n\r\t\u4f60\ud83d\ude00""";
        return new StringBuilder().Insert(0, piece, bytes / piece.Length).ToString();
    }
}
