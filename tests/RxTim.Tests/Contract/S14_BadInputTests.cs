using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RxTim.Tests;

/// <summary>S14 Bad input from the backend: a clear error that names the position, and every identifier accounted for.</summary>
public sealed partial class S14_BadInputTests
{
    private const string Good =
        """{"msg_batch_send_result_code":0,"msg_batch_send_result_desc":"","msg_batch_send_result_identifier":"a"}""";

    public static TheoryData<Face> All => Faces.All;

    [Fact]
    public async Task S14_The_real_answer_cut_at_any_byte_gives_what_stands_before_the_cut_and_accounts_for_the_rest()
    {
        var json = Encoding.UTF8.GetBytes(Sample.ImSdkCallback.TrimEnd());
        var ends = EntryEnds(json);
        Assert.Equal(3, ends.Count);
        var cut = 0;
        var transport = new ScriptedTransport(call => call.OnCallback(6013, "not initialized", json.AsSpan(0, cut)));
        await using var client = new TimClient(transport, new() { Duplicates = DuplicateIdentifiers.SendEach });
        var param = MsgBatchSendParam.Parse(Sample.ImSdkParam);

        for (cut = 1; cut < json.Length; cut++)
        {
            var ending = await client.RunAsync(Face.Push, param).Soon();
            Assert.Null(ending.Error);
            Assert.Equal(param.Identifiers, ending.Identifiers);
            var whole = ends.Count(end => end <= cut);
            Assert.Equal(Enumerable.Range(0, 3).Select(i => i < whole ? 6013 : 6001), ending.Results.Select(static result => result.Code));
            foreach (var result in ending.Results.Skip(whole))
                AssertLost(result, most: cut);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task S14_A_malformed_tail_costs_only_the_entries_after_it(Face face)
    {
        var ending = await RunAsync(face, $"[{Good},{{\"msg_batch_send_result_code\":0,]", 0);
        Assert.Equal([("a", 0), ("b", 6001), ("c", 6001)], ending.Codes);
        AssertLost(ending.Results[1], most: 200);
        Assert.Null(ending.Error);
    }

    [Fact]
    public async Task S14_Results_before_the_fault_come_before_those_after_it()
    {
        var ending = await RunAsync(Face.Push, $"[{Good.Replace("\"a\"", "\"c\"")}, oops", 0);
        Assert.Equal(["c", "a", "b"], ending.Identifiers);
    }

    public static TheoryData<string> Malformed =>
    [
        "nonsense", "{}", "\"text\"", "0", "true", "[", "[,]", "[[]]", "[1]", "[null]", "[\"a\"]", "[{}]", "[{]",
        "[]]", "[] []",
        $"[{Good},]x", $"[{Good}]]", $"[{Good}] // comment", $"[{Good} {Good}]", "{\"msg_batch_send_result_code\":0}",
        """[{"msg_batch_send_result_code":"0","msg_batch_send_result_identifier":"a"}]""",
        """[{"msg_batch_send_result_code":0.5,"msg_batch_send_result_identifier":"a"}]""",
        """[{"msg_batch_send_result_code":1e3,"msg_batch_send_result_identifier":"a"}]""",
        """[{"msg_batch_send_result_code":2147483648,"msg_batch_send_result_identifier":"a"}]""",
        """[{"msg_batch_send_result_code":null,"msg_batch_send_result_identifier":"a"}]""",
        """[{"msg_batch_send_result_code":NaN,"msg_batch_send_result_identifier":"a"}]""",
        """[{"msg_batch_send_result_identifier":"a"}]""",
        """[{"msg_batch_send_result_code":0}]""",
        """[{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":1}]""",
        """[{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":null}]""",
        """[{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":["a"]}]""",
        """[{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":"a","msg_batch_send_result_desc":[1}]""",
        """[{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":"a","msg_batch_send_result_msg":[]}]""",
        """[{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":"a","msg_batch_send_result_msg":{"x":"}}]""",
        """[{"msg_batch_send_result_code":0,"msg_batch_send_result_desc":"","msg_batch_send_result_identifier":"a","msg_batch_send_result_msg":{}]""",
        """[{"msg_batch_send_result_code":0,"msg_batch_send_result_desc":"","msg_batch_send_result_identifier":"a","msg_batch_send_result_msg":{},}]""",
        """[{"msg_batch_send_result_code":00,"msg_batch_send_result_desc":"","msg_batch_send_result_identifier":"a"}]""",
        """[{msg_batch_send_result_code:0,"msg_batch_send_result_identifier":"a"}]""",
        """[{'msg_batch_send_result_code':0}]""",
    ];

    [Theory, MemberData(nameof(Malformed))]
    public async Task S14_Malformed_or_mistyped_JSON_accounts_for_every_identifier_and_names_the_position(string json)
    {
        foreach (var face in new[] { Face.Push, Face.Pull, Face.CallbackList, Face.CallbackJson })
        {
            var ending = await RunAsync(face, json, 0);
            Assert.Null(ending.Error);
            Assert.Equal(["a", "b", "c"], ending.Identifiers);
            foreach (var result in ending.Results.Skip(json.Contains(Good) ? 1 : 0))
                AssertLost(result, most: Encoding.UTF8.GetByteCount(json));
        }
    }

    [Theory]
    [InlineData(false, 10_000)]
    [InlineData(false, 1_000_000)]
    [InlineData(true, 10_000)]
    [InlineData(true, 1_000_000)]
    public async Task S14_Nesting_without_end_is_an_error_and_no_crash(bool inMessage, int depth)
    {
        var deep = string.Concat(Enumerable.Repeat("{\"x\":[", depth));
        var json = inMessage ? $"[{Good[..^1]},\"msg_batch_send_result_msg\":{deep}" : $"[{Good[..^1]},\"new\":{deep}";
        foreach (var text in new[] { deep, json })
        {
            var ending = await RunAsync(Face.Push, text, 0);
            Assert.Equal(3, ending.Results.Count);
            Assert.All(ending.Results, static result => AssertLost(result, most: int.MaxValue));
        }
    }

    [Fact]
    public async Task S14_A_mistyped_message_spoils_only_itself()
    {
        var (b, c) = (Good.Replace("\"a\"", "\"b\""), Good.Replace("\"a\"", "\"c\""));
        var json = $$"""[{{Good[..^1]}},"msg_batch_send_result_msg":{"message_seq":"text"} },{{b}},{{c}}]""";
        var ending = await RunAsync(Face.Push, json, 0);
        Assert.Equal([("a", 0), ("b", 0), ("c", 0)], ending.Codes);
        Assert.Contains("message_seq", Assert.Throws<JsonException>(() => ending.Results[0].Message).Message);
    }

    public static TheoryData<string> MalformedMessages =>
    [
        """{"x":}""", """{"x":]}""", """{"x":[}""", """{"x":1,}""", """{,}""", """{"x" 1}""", """{"x":01}""", """{"x":nul}""", """{"x":"\q"}""", "{x:1}",
        """{"x":{}"y":1}""", "{\"x\":\"\n\"}", """{"message_elem_array":[{"elem_type":0,]}]}""",
        string.Concat(Enumerable.Repeat("{\"x\":", 600)) + "1" + new string('}', 600),
    ];

    [Theory, MemberData(nameof(MalformedMessages))]
    public async Task S14_A_malformed_message_spoils_only_itself_and_says_where_when_it_is_read(string message)
    {
        var (b, c) = (Good.Replace("\"a\"", "\"b\""), Good.Replace("\"a\"", "\"c\""));
        foreach (var space in new[] { "", " " })
        {
            var json = $"[{Good[..^1]},\"msg_batch_send_result_msg\":{space}{message}}},{b},{c}]";
            foreach (var face in new[] { Face.Push, Face.Pull, Face.CallbackList })
            {
                var ending = await RunAsync(face, json, 0);
                Assert.Equal([("a", 0), ("b", 0), ("c", 0)], ending.Codes);
                var error = Assert.Throws<JsonException>(() => ending.Results[0].Message);
                Assert.Contains("BytePositionInLine", error.Message);
                Assert.InRange(error.BytePositionInLine!.Value, 0, message.Length);
            }
        }
    }

    [Fact]
    public async Task S14_Where_a_quote_too_many_makes_a_message_swallow_another_entry_nobody_is_lost()
    {
        var next = Good.Replace("\"a\"", "\"b\"").Replace("desc\":\"\"", "desc\":\"}}\"");
        var ending = await RunAsync(Face.Push, $"[{Good[..^1]},\"msg_batch_send_result_msg\":{{\"x\":\"y\"z\"}}}},{next}]", 0);
        Assert.Equal([("a", 0), ("b", 6001), ("c", 6001)], ending.Codes);
        Assert.Throws<JsonException>(() => ending.Results[0].Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("},")]
    public async Task S14_A_quote_too_many_in_a_message_is_told_where_it_stands(string desc)
    {
        var next = Good.Replace("\"a\"", "\"b\"").Replace("desc\":\"\"", $"desc\":\"{desc}\"");
        var json = $"[{Good[..^1]},\"msg_batch_send_result_msg\":{{\"x\":\"y\"z\"}}}},{next}]";
        var ending = await RunAsync(Face.Push, json, 0);
        Assert.Equal([("a", 6001), ("b", 6001), ("c", 6001)], ending.Codes);
        Assert.Contains($"at byte {json.IndexOf("z\"", StringComparison.Ordinal)}:", ending.Results[0].Desc);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    public async Task S14_A_fault_is_told_at_the_same_byte_however_many_entries_stand_before_it(int before)
    {
        var entries = string.Concat(Enumerable.Repeat(Good[..^1] + ",\"msg_batch_send_result_msg\":{\"x\":[{}]}},", before));
        var ending = await RunAsync(Face.Push, $"[{entries}{Good[..^1]} oops}}]", 0);
        Assert.Contains($"at byte {1 + entries.Length + Good.Length}:", ending.Results[^1].Desc);
        Assert.DoesNotContain("BytePositionInLine", ending.Results[^1].Desc);
    }

    [Fact]
    public async Task S14_A_key_that_comes_twice_has_its_last_value()
    {
        var entry = """
            [{"msg_batch_send_result_code":1,"msg_batch_send_result_code":2,"msg_batch_send_result_identifier":"x","x":1,
              "msg_batch_send_result_identifier":"a","x":2},{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":"b"},
             {"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":"c"}]
            """;
        var ending = await RunAsync(Face.Push, entry, 0);
        Assert.Equal([("a", 2), ("b", 0), ("c", 0)], ending.Codes);
        Assert.Equal(2, ending.Results[0].UnknownKeys!["x"].GetInt32());
    }

    [Fact]
    public async Task S14_Text_that_is_no_array_with_a_code_is_a_refusal()
    {
        Assert.Equal([("a", 9520), ("b", 9520), ("c", 9520)], (await RunAsync(Face.Push, "too large", 9520)).Codes);
        Assert.Equal(6014, (await RunAsync(Face.Push, "not logged in", 6014)).TimError.Code);
    }

    [Fact]
    public async Task S14_A_cut_array_with_a_code_that_would_stop_the_send_is_only_malformed()
    {
        var ending = await RunAsync(Face.Pull, $"[{Good},", 6014);
        Assert.Null(ending.Error);
        Assert.Equal([("a", 0), ("b", 6001), ("c", 6001)], ending.Codes);
    }

    [Fact]
    public async Task S14_A_good_callback_after_a_malformed_one_changes_nothing()
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.OnCallback(0, "", "[{");
            call.OnCallback(0, "", Entries.Sent("a", "b"));
        });
        await using var client = new TimClient(transport);
        Assert.Equal([("a", 6001), ("b", 6001)], (await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon()).Codes);
    }

    [Fact]
    public async Task S14_A_transport_may_report_null_and_nothing_breaks()
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.OnCallback(0, null, (string?)null);
            call.Answer(null!, 0);
            call.Answer("a", 5, null);
            call.Lose(null!);
        });
        await using var client = new TimClient(transport);
        Assert.Equal([("a", 5), ("b", 6012)], (await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon()).Codes);
    }

    private static void AssertLost(MsgBatchSendResult result, int most)
    {
        Assert.Equal((6001, SendOutcome.Unknown), (result.Code, result.Outcome));
        var position = PositionInText().Match(result.Desc);
        Assert.True(position.Success, result.Desc);
        Assert.InRange(int.Parse(position.Groups[1].Value), 0, most);
    }

    private static List<int> EntryEnds(byte[] json)
    {
        var ends = new List<int>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 1)
                ends.Add((int)reader.BytesConsumed);
        }
        return ends;
    }

    private static async Task<Ending> RunAsync(Face face, string json, int code)
    {
        await using var client = new TimClient(CallbackSdk.Answering(code, json).Transport);
        return await client.RunAsync(face, Ask.For("a", "b", "c")).Soon();
    }

    [GeneratedRegex("at byte ([0-9]+)")]
    private static partial Regex PositionInText();
}
