namespace RxTim.Node.Tests;

/// <summary>Bodies of requests that start a send.</summary>
internal static class Body
{
    public const string First = """{"message":{"message_elem_array":[{"text_elem_content":"hello","elem_type":0}]}}""";

    public static string Of(params string[] identifiers) => Lines([First, .. identifiers.Select(static each => $"\"{each}\"")]);

    public static string Lines(params string[] lines) => string.Join('\n', lines) + "\n";
}
