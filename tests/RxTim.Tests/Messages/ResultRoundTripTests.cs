using System.Text;
using System.Text.Json;

namespace RxTim.Tests;

public sealed class ResultRoundTripTests
{
    public static TheoryData<string> Callbacks => [Sample.ApiPageCallback, Sample.ImSdkCallback];

    [Theory, MemberData(nameof(Callbacks))]
    public void A_real_callback_comes_out_of_the_decoder_as_it_went_in(string callback) =>
        JsonAssert.Same(callback, Join(MsgBatchSendResult.ParseArray(callback)));

    [Theory, MemberData(nameof(Callbacks))]
    public void A_real_callback_comes_out_as_it_went_in_after_its_messages_were_decoded(string callback)
    {
        var results = MsgBatchSendResult.ParseArray(callback);
        JsonAssert.Same(callback, Join(results.Select(r => new MsgBatchSendResult(r.Identifier, r.Code, r.Desc, r.Message))));
    }

    [Fact]
    public void A_MsgKey_is_what_the_backend_gave_else_the_numbers_of_the_message()
    {
        var numbered = Message.Text("t") with { Seq = ulong.MaxValue, Rand = 2, ServerTime = 3 };
        Assert.Equal("18446744073709551615_2_3", new MsgBatchSendResult("a", 0, message: numbered).MsgKey);
        Assert.Equal("its own", new MsgBatchSendResult("a", 0, message: numbered) { MsgKey = "its own" }.MsgKey);
        Assert.Null(new MsgBatchSendResult("a", 0, message: numbered with { ServerTime = 0 }).MsgKey);
        Assert.Null(new MsgBatchSendResult("a", 0, message: numbered with { Seq = null }).MsgKey);
        Assert.Null(new MsgBatchSendResult("a", 70107, message: numbered).MsgKey);
        Assert.Null(new MsgBatchSendResult("a", 0).MsgKey);
    }

    [Fact]
    public async Task S9_A_real_callback_goes_through_a_whole_send_with_every_key_kept()
    {
        var transport = new CallbackTransport((_, callback) =>
        {
            callback(6013, "not initialized", Sample.ImSdkCallback, null);
            return TIMResult.Succ;
        });
        await using var client = new TimClient(transport, new() { Duplicates = DuplicateIdentifiers.SendEach });
        var results = await client.MsgBatchSendAsync(MsgBatchSendParam.Parse(Sample.ImSdkParam), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        JsonAssert.Same(Sample.ImSdkCallback, Join(results));
    }

    [Fact]
    public void The_code_is_the_truth_although_the_real_message_says_sent()
    {
        var result = MsgBatchSendResult.ParseArray(Sample.ImSdkCallback)[0];
        Assert.Equal(MessageStatus.Sent, result.Message!.Status);
        Assert.False(result.IsSuccess);
        Assert.Equal(SendOutcome.Failed, result.Outcome);
    }

    [Fact]
    public void Keys_that_an_entry_has_beyond_the_known_ones_are_kept()
    {
        const string Entry = """{"msg_batch_send_result_code":0,"msg_batch_send_result_desc":"","msg_batch_send_result_identifier":"a","later":[1e400,{"x":null}]}""";
        JsonAssert.Same(Entry, MsgBatchSendResult.ParseArray($"[{Entry}]")[0].ToJson());
    }

    [Fact]
    public void A_result_is_written_on_one_line_whatever_the_backend_wrote()
    {
        var json = """[{"msg_batch_send_result_code":0,"msg_batch_send_result_desc":"","msg_batch_send_result_identifier":"a","msg_batch_send_result_msg":""" + "{\n  \"message_seq\":\r\n 1}}]";
        var line = MsgBatchSendResult.ParseArray(json)[0].ToJson();
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain('\r', line);
        JsonAssert.Same(json, $"[{line}]");
    }

    [Fact]
    public void S14_A_result_with_a_malformed_message_is_not_written_and_says_where_the_fault_is()
    {
        var result = MsgBatchSendResult.ParseArray(
            """[{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":"a","msg_batch_send_result_msg":{"x":]}}]""")[0];
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.Contains("BytePositionInLine: 5", Assert.ThrowsAny<JsonException>(() => result.WriteJson(written)).Message);
        Assert.Equal(0, written.WrittenCount);
    }

    [Fact]
    public async Task S14_The_callback_s_JSON_leaves_a_malformed_message_out_and_the_fault_is_told()
    {
        const string Answer =
            """[{"msg_batch_send_result_code":7,"msg_batch_send_result_desc":"d","msg_batch_send_result_identifier":"a","msg_batch_send_result_msg":{"malformed here":]}}]""";
        using var unhandled = new Unhandled(Assert.ThrowsAny<JsonException>(() => MsgBatchSendResult.ParseArray(Answer)[0].ToJson()).Message);
        await using var client = new TimClient(CallbackSdk.Answering(0, Answer).Transport);
        var given = new TaskCompletionSource<string>();
        client.MsgBatchSend(Ask.For("a"), (_, _, json, _) => given.SetResult(json));
        JsonAssert.Same(Answer.Replace(""","msg_batch_send_result_msg":{"malformed here":]}""", ""), await given.Task.Soon());
        Assert.Single(unhandled.All);
    }

    private static string Join(IEnumerable<MsgBatchSendResult> results) =>
        new StringBuilder("[").AppendJoin(',', results.Select(r => r.ToJson())).Append(']').ToString();

    [Fact]
    public async Task Two_threads_may_read_a_message_at_once()
    {
        for (var round = 0; round < 200; round++)
        {
            var results = Enumerable.Range(0, 50).SelectMany(static _ => MsgBatchSendResult.ParseArray(Sample.ImSdkCallback)).ToList();
            using var both = new Barrier(2);
            Task<List<Message?>> Read() => Task.Run(() =>
            {
                both.SignalAndWait();
                return results.ConvertAll(static result => result.Message);
            });
            var read = await Task.WhenAll(Read(), Read());
            Assert.Equal(read[0], read[1]);
        }
    }

    [Fact]
    public void A_message_of_the_greatest_depth_is_written_raw_and_decoded()
    {
        var nested = new string('[', TimJson.MaxDepth - 1) + new string(']', TimJson.MaxDepth - 1);
        var json = $$"""
            [{"msg_batch_send_result_code":0,"msg_batch_send_result_desc":"","msg_batch_send_result_identifier":"a",
            "msg_batch_send_result_msg":{"later":{{nested}} } }]
            """;
        var result = MsgBatchSendResult.ParseArray(json)[0];
        var raw = result.ToJson();
        Assert.NotNull(result.Message);
        Assert.Equal(raw.Replace(" ", ""), result.ToJson());
    }
}
