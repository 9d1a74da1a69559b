using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;

namespace RxTim.Tests;

public sealed class ResultArrayReaderTests
{
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.OneOf("", "a", "\"", "\\", "é", "😀", "\u0000", "\u2028", "</script>", "\ufffd"), Gen.String[Gen.Char.AlphaNumeric, 0, 12]);

    private static readonly Gen<string> AnyValue = Gen.OneOf(
        Gen.OneOf("null", "true", "1.50", "18446744073709551615", "[]", "{}", "[{\"x\":[1,2,{}]}]"), AnyText.Select(Json));

    private static readonly Gen<Dictionary<string, string>> AnyMembers = Gen.Dictionary(AnyText, AnyValue)[0, 3];

    private static readonly Gen<string> AnyEntry =
        Gen.Select(Gen.Int, AnyText, AnyText, AnyMembers, AnyMembers, Gen.Int[0, 5])
            .Select(static (code, desc, identifier, unknown, message, form) =>
            {
                var members = new List<string>
                {
                    Member("msg_batch_send_result_code", $"{code}"),
                    Member("msg_batch_send_result_identifier", Json(identifier)),
                };
                if (form != 0)
                    members.Insert(1, Member("msg_batch_send_result_desc", form == 1 ? "null" : Json(form == 5 ? "" : desc)));
                if (form > 2)
                    members.Add(Member("msg_batch_send_result_msg", $"{{ {string.Join(" ,", message.Select(Member))} }}"));
                members.AddRange(unknown.Select(Member));
                if (form % 2 == 0)
                    members.Reverse();
                return $"{{{string.Join(form == 4 ? "\n,\t" : ",", members)}}}";
            });

    // Where, what, and how: put over what is there, put between, or taken out.
    private static readonly Gen<(int At, byte Value, int Form)> AnyFault = Gen.Select(Gen.Int[0, 800], Gen.Byte, Gen.Int[0, 2]);

    [Fact]
    public void Whatever_an_array_of_entries_holds_is_read_as_JsonDocument_reads_it() =>
        Gen.Select(AnyEntry.Array[0, 8], Gen.Bool).Sample(static (entries, spaced) =>
        {
            var json = spaced ? $" [ {string.Join(" , ", entries)} ] " : $"[{string.Join(",", entries)}]";
            using var document = JsonDocument.Parse(json);
            var results = MsgBatchSendResult.ParseArray(json);
            Assert.Equal(document.RootElement.GetArrayLength(), results.Count);
            foreach (var (expected, result) in document.RootElement.EnumerateArray().Zip(results))
                AssertSame(expected, result);
            JsonAssert.Same(WithDescriptions(json), $"[{string.Join(",", results.Select(static result => result.ToJson()))}]");
        }, iter: 3_000);

    [Fact]
    public void Whatever_bytes_come_are_read_or_refused_with_their_position() =>
        Gen.Select(AnyEntry.Array[0, 3], Gen.Int[1, 3], AnyFault.Array[0, 4]).Sample(static (distinct, times, faults) =>
        {
            // More than once, for a message is compared with those before it.
            var entries = distinct.SelectMany(entry => Enumerable.Repeat(entry, times));
            var bytes = Encoding.UTF8.GetBytes($"[{string.Join(",", entries)}]").ToList();
            foreach (var (at, value, form) in faults)
            {
                if (at >= bytes.Count)
                    continue;
                if (form == 0)
                    bytes[at] = value;
                else if (form == 1)
                    bytes.Insert(at, value);
                else
                    bytes.RemoveAt(at);
            }
            List<MsgBatchSendResult> results;
            try
            {
                results = MsgBatchSendResult.ParseArray([.. bytes]);
            }
            catch (JsonException malformed)
            {
                Assert.Contains("at byte ", malformed.Message);
                return;
            }
            foreach (var result in results)
            {
                Assert.NotNull(result.Identifier);
                if (Record.Exception(() => result.Message) is { } error)
                {
                    Assert.Contains("BytePositionInLine", Assert.IsType<JsonException>(error).Message);
                    return;
                }
            }

            // Read without an error, to the last message: then the whole is well-formed, or there is nothing.
            if (bytes.TrueForAll(static each => each is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                Assert.Empty(results);
                return;
            }
            // Of a message that comes twice in an entry the earlier is not looked at.
            if (Regex.Count(Encoding.Latin1.GetString([.. bytes]), "msg_batch_send_result_msg\"") > results.Count(static result => result.Message is not null))
                return;
            using var document = JsonDocument.Parse(bytes.ToArray(), new() { MaxDepth = TimJson.MaxDepth });
            Assert.Equal(document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.GetArrayLength() : 0, results.Count);
        }, iter: 20_000);

    private static void AssertSame(JsonElement expected, MsgBatchSendResult result)
    {
        Assert.Equal(expected.GetProperty("msg_batch_send_result_code").GetInt32(), result.Code);
        Assert.Equal(expected.GetProperty("msg_batch_send_result_identifier").GetString(), result.Identifier);
        var desc = expected.TryGetProperty("msg_batch_send_result_desc", out var given) ? given.GetString() : null;
        Assert.Equal(desc ?? "", result.Desc);
        var unknown = expected.EnumerateObject().Where(static member => !member.Name.StartsWith("msg_batch_send_result_")).ToList();
        Assert.Equal(unknown.Select(static member => member.Name).Order(), (result.UnknownKeys?.Keys ?? []).Order());
    }

    private static string WithDescriptions(string json)
    {
        var entries = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsArray();
        foreach (var entry in entries)
            entry!["msg_batch_send_result_desc"] ??= "";
        return entries.ToJsonString();
    }

    private static string Member(KeyValuePair<string, string> pair) => Member(pair.Key, pair.Value);

    private static string Member(string key, string value) => $"{Json(key)}:{value}";

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
