using System.Text;
using System.Text.Json;

namespace RxTim.Benchmarks;

/// <summary>A callback's JSON in the real SDK's format: its own sample, with one entry for each identifier.</summary>
public sealed class Callback
{
    /// <summary>The depth that every reader here allows; System.Text.Json and Newtonsoft.Json stop at 64 if not told otherwise.</summary>
    public const int MaxDepth = RxTim.Message.MaxJsonDepth;

    private readonly string name;

    private Callback(string name, int entries, string elements, string customText)
    {
        this.name = name;
        Identifiers = [.. Enumerable.Range(0, entries).Select(i => $"user_{i:D8}")];
        Utf8 = Encoding.UTF8.GetBytes($"[{string.Join(',', Entries(Identifiers, elements, customText))}]");
    }

    /// <summary>Whom the entries are for, in their order.</summary>
    public string[] Identifiers { get; }

    /// <summary>The JSON.</summary>
    public byte[] Utf8 { get; }

    /// <summary>Entries as the SDK answers for a text message: about 1.6 kB each.</summary>
    public static Callback Real(int entries) => new("real", entries, CallbackElements.Text, "");

    /// <summary>Texts of 4 kB in which every character is escaped, as a backend may write them.</summary>
    public static Callback LongEscapes(int entries) =>
        new("long escapes", entries, CallbackElements.Text, CallbackElements.Escapes(4096));

    /// <summary>Messages that carry messages, 24 layers of them: 100 levels of JSON.</summary>
    public static Callback DeepNesting(int entries) => new("deep nesting", entries, CallbackElements.Nested(24), "");

    /// <summary>A text of 10 kB, of Latin, Chinese and emoji.</summary>
    public static Callback BigText(int entries) => new("big text", entries, CallbackElements.BigText(10 * 1024), "");

    /// <inheritdoc/>
    public override string ToString() => $"{Identifiers.Length} {name}";

    // The sample's first entry, with its identifier, its elements and its text in place of what stands there. The sample was not sent; the
    // numbers that a backend gives to a message that is sent differ from entry to entry.
    private static IEnumerable<string> Entries(string[] identifiers, string elements, string customText)
    {
        using var resource = typeof(Callback).Assembly.GetManifestResourceStream("callback.json")!;
        using var sample = JsonDocument.Parse(resource);
        var entry = sample.RootElement[0];
        var message = entry.GetProperty("msg_batch_send_result_msg");
        var template = entry.GetRawText()
            .Replace(message.GetProperty("message_elem_array").GetRawText(), elements, StringComparison.Ordinal)
            .Replace(message.GetProperty("message_custom_str").GetRawText(), $"\"{customText}\"", StringComparison.Ordinal)
            .Replace("\"msg_batch_send_result_code\":6013", "\"msg_batch_send_result_code\":0", StringComparison.Ordinal)
            .Replace("\"not initialized\"", "\"\"", StringComparison.Ordinal);
        var sampled = entry.GetProperty("msg_batch_send_result_identifier").GetString()!;
        var random = new Random(1);
        return identifiers.Select(identifier =>
        {
            var (rand, seq, unique) = ((uint)random.NextInt64(uint.MaxValue), random.Next(1_000_000), random.NextInt64());
            return template.Replace(sampled, identifier, StringComparison.Ordinal)
                .Replace("\"message_rand\":0", $"\"message_rand\":{rand}", StringComparison.Ordinal)
                .Replace("\"message_seq\":0", $"\"message_seq\":{seq}", StringComparison.Ordinal)
                .Replace("\"message_server_time\":0", "\"message_server_time\":1558598924", StringComparison.Ordinal)
                .Replace("-1558598923-0\"", $"-1558598923-{rand}\"", StringComparison.Ordinal)
                .Replace("\"message_unique_id\":6694131401865822208", $"\"message_unique_id\":{unique}", StringComparison.Ordinal);
        });
    }
}
