using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RxTim.Tests;

/// <summary>S14 Texts that were damaged on their way, in an answer that can be read: what it says of each identifier counts.</summary>
public sealed class S14_DamagedTextTests
{
    private readonly VirtualTime time = new();

    // As Latin-1, so that any byte can be written down: no UTF-8 at all, a character cut short, GBK, and halves of surrogate pairs.
    public static TheoryData<string, string> Damages => new()
    {
        { "no \xff", "no \ufffd" },
        { "cut \xe4\xbd", "cut \ufffd" },
        { "\xc4\xe3\xba\xc3", "\ufffd\ufffd\ufffd" },
        { "a\\ud800", "a\ufffd" },
        { "\\udc00\\n", "\ufffd\n" },
        { "\\ud800\\ud800\\udc00\\\\ud800", "\ufffd\U00010000\\ud800" },
        { "\\uD83D \xff", "\ufffd \ufffd" },
    };

    [Theory, MemberData(nameof(Damages))]
    public async Task S14_A_damaged_description_is_mended_and_the_codes_count(string damaged, string mended)
    {
        var json = $"[{Entry("a", 70107, damaged)},{Entry("b", 0, damaged)},{Entry("c", 70107, "whole")}]";
        var ending = await RunAsync(json, "a", "b", "c");
        Assert.Equal([("a", 70107), ("b", 0), ("c", 70107)], ending.Codes);
        Assert.Equal([mended, mended, "whole"], ending.Results.Select(static result => result.Desc));
        AssertWritten(ending.Results[0]);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[\"no\",{\"msg_batch_send_result_code\":1}]")]
    [InlineData("{\"msg_batch_send_result_identifier\":\"c\"}")]
    public async Task S18_A_description_of_another_type_does_not_hide_the_codes(string desc)
    {
        var json = $"[{Entry("a", 70107)},{Entry("b")},{Entry("c", 20003, "whole")}]".Replace("_desc\":\"\"", $"_desc\":{desc}");
        var ending = await RunAsync(json, "a", "b", "c");
        Assert.Equal([("a", 70107), ("b", 0), ("c", 20003)], ending.Codes);
        Assert.Equal(["", "", "whole"], ending.Results.Select(static result => result.Desc));
        AssertWritten(ending.Results[0]);
    }

    [Theory, MemberData(nameof(Damages))]
    public async Task S14_A_damaged_text_under_a_key_that_nobody_knows_is_mended(string damaged, string mended)
    {
        var entry = Entry("a")[..^1];
        var json = $"[{entry},\"later\":[\"{damaged}\",1]}},{Entry("b")},{Entry("c")[..^1]},\"{damaged}\":2}}]";
        var ending = await RunAsync(json, "a", "b", "c");
        Assert.Equal([("a", 0), ("b", 0), ("c", 0)], ending.Codes);
        Assert.Equal(mended, ending.Results[0].UnknownKeys!["later"][0].GetString());
        Assert.Equal(2, ending.Results[2].UnknownKeys![mended].GetInt32());
        AssertWritten(ending.Results[0]);
        AssertWritten(ending.Results[2]);
    }

    [Theory, MemberData(nameof(Damages))]
    public async Task S14_A_message_with_damaged_text_reads_the_same_in_every_form(string damaged, string mended)
    {
        foreach (var text in new[] { damaged, new string('x', 400) + damaged })
        {
            var message = $"{{\"message_seq\":1,\"message_elem_array\":[{{\"elem_type\":0,\"text_elem_content\":\"{text}\"}}],\"message_new\":\"{text}\"}}";
            var entries = new[] { "a", "b" }.Select(each => $"{Entry(each)[..^1]},\"msg_batch_send_result_msg\":{message}}}");
            var ending = await RunAsync($"[{string.Join(",", entries)}]", "a", "b");
            Assert.Equal([("a", 0), ("b", 0)], ending.Codes);
            foreach (var result in ending.Results)
            {
                var written = AssertWritten(result).GetProperty("msg_batch_send_result_msg");
                var expected = text.Replace(damaged, mended, StringComparison.Ordinal);
                Assert.Equal(expected, ((TextElement)result.Message!.Elements![0]).Content);
                Assert.Equal(expected, written.GetProperty("message_elem_array")[0].GetProperty("text_elem_content").GetString());
                Assert.Equal(expected, result.Message.UnknownKeys!["message_new"].GetString());
                JsonAssert.Same(written.GetRawText(), result.Message.ToJson());
            }
        }
    }

    [Theory, MemberData(nameof(Damages))]
    public async Task S14_A_damaged_identifier_is_nobody_s_not_even_his_who_is_called_as_it_is_mended(string damaged, string mended)
    {
        var ending = await RunAsync($"[{Entry(damaged)},{Entry("b")},{Entry(mended.Replace("\n", "\\n").Replace("\\u", "\\\\u"), 8)}]", mended, "b");
        Assert.Equal([("b", 0), (mended, 8)], ending.Codes);
        ending = await RunAsync($"[{Entry(damaged)},{Entry("b")}]", mended, "b");
        Assert.Equal([("b", SendOutcome.Sent), (mended, SendOutcome.Unknown)], ending.Outcomes);
        Assert.Equal(mended, MsgBatchSendResult.ParseArray(Bytes($"[{Entry(damaged)}]"))[0].Identifier);
    }

    [Theory]
    [InlineData("B")]
    [InlineData("b ")]
    [InlineData(" b")]
    [InlineData("b\\u0000")]
    [InlineData("\uff42")]
    [InlineData("")]
    public async Task S18_A_failed_identifier_that_is_spelled_otherwise_is_unknown_and_never_sent(string spelled)
    {
        var ending = await RunAsync($"[{Entry("a")},{Entry(spelled, 70107)},{Entry("c")}]", "a", "b", "c");
        Assert.Equal([("a", SendOutcome.Sent), ("c", SendOutcome.Sent), ("b", SendOutcome.Unknown)], ending.Outcomes);
    }

    [Fact]
    public async Task S14_A_callback_s_own_description_is_mended()
    {
        await using var client = new TimClient(new ScriptedTransport(static call => call.OnCallback(20003, "who is \ud83d?", "")));
        var result = Assert.Single((await client.RunAsync(Face.Push, Ask.For("a")).Soon()).Results);
        Assert.Equal((20003, "who is \ufffd?"), (result.Code, result.Desc));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S14_A_byte_order_mark_before_an_answer_is_passed_over(bool spaced)
    {
        var entries = new[] { Entry("a", 5, "no"), Entry("b") };
        var json = spaced ? $"\ufeff [ {string.Join(" , ", entries)} ]" : $"\ufeff[{string.Join(",", entries)}]";
        Assert.Equal([("a", 5), ("b", 0)], (await RunAsync(json, "a", "b")).Codes);
        await using var client = new TimClient(CallbackSdk.Answering(0, json).Transport);
        Assert.Equal([("a", 5), ("b", 0)], (await client.RunAsync(Face.CallbackJson, Ask.For("a", "b")).Soon()).Codes);
    }

    [Fact]
    public async Task S14_A_byte_order_mark_counts_in_the_position_of_a_fault()
    {
        var ending = await RunAsync($"\ufeff[{Entry("a")}, oops", "a", "b");
        Assert.Equal([("a", 0), ("b", 6001)], ending.Codes);
        Assert.Contains($"at byte {"\ufeff[".Length + 2 + Entry("a").Length + 2}:", ending.Results[1].Desc);
    }

    [Theory]
    [InlineData("\ufeff")]
    [InlineData("\ufeff \r\n")]
    [InlineData("\ufeffnull")]
    public async Task S14_A_byte_order_mark_before_nothing_is_an_answer_without_entries(string json)
    {
        await using var client = new TimClient(CallbackSdk.Answering(20003, json).Transport);
        Assert.Equal([("a", 20003)], (await client.RunAsync(Face.Push, Ask.For("a")).Soon()).Codes);
    }

    [Fact]
    public async Task S14_Two_byte_order_marks_are_no_JSON() =>
        Assert.Equal([("a", 6001)], (await RunAsync($"\ufeff\ufeff[{Entry("a")}]", "a")).Codes);

    private static string Entry(string identifier, int code = 0, string desc = "") =>
        $"{{\"msg_batch_send_result_code\":{code},\"msg_batch_send_result_desc\":\"{desc}\",\"msg_batch_send_result_identifier\":\"{identifier}\"}}";

    // Whatever the transport says of the text's characters up to 0xff are bytes; the rest is UTF-8.
    private static byte[] Bytes(string json) =>
        [.. json.EnumerateRunes().SelectMany(static rune => rune.Value < 0x100 ? [(byte)rune.Value] : Encoding.UTF8.GetBytes(rune.ToString()))];

    // The result's JSON, which must be strict UTF-8 and the same by every way.
    private static JsonElement AssertWritten(MsgBatchSendResult result)
    {
        var written = new ArrayBufferWriter<byte>();
        result.WriteJson(written);
        Assert.Equal(result.ToJson(), new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(written.WrittenSpan));
        using var document = JsonDocument.Parse(written.WrittenMemory);
        Assert.Equal(result.Desc, document.RootElement.GetProperty("msg_batch_send_result_desc").GetString());
        return document.RootElement.Clone();
    }

    // To its end, which for those without an answer is a minute away.
    private async Task<Ending> RunAsync(string json, params string[] identifiers)
    {
        var transport = new ScriptedTransport(call => call.OnCallback(0, "", Bytes(json)));
        await using var client = new TimClient(transport, new() { TimeProvider = time });
        var running = client.RunAsync(Face.Push, Ask.For(identifiers));
        await transport.ReturnedAsync(1);
        time.Advance(TimeSpan.FromMinutes(1));
        return await running.Soon();
    }
}
