using System.Text.Json.Nodes;

namespace RxTim.Tests;

/// <summary>S9 Content untouched.</summary>
public sealed class S09_ContentTests
{
    public static TheoryData<string> Texts =>
    [
        "plain", "quote \" backslash \\ slash / tab \t line\n",
        "héllo 你好 😀 👩‍👩‍👧 \u202e rtl",
        "\u0000\u0001\u001f\u007f\u0085\u2028\u2029\ufeff\ufffd\uffff",
        "<script>&amp;'+`</script>", "e\u0301 é \u1e9b\u0323", "",
    ];

    [Theory, MemberData(nameof(Texts))]
    public async Task S9_Any_Unicode_in_an_identifier_reaches_the_backend_and_comes_back(string text)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            var sdk = new CallbackSdk(static (identifiers, callback) =>
            {
                callback(0, "", Entries.Sent(identifiers.Reverse()), null);
                return TIMResult.Succ;
            });
            await using var client = new TimClient(sdk.Transport, new() { Linger = Timeout.InfiniteTimeSpan });
            var ending = await client.RunAsync(face, Ask.For("before", text, text + "x")).Soon();
            Assert.Equal(["before", text, text + "x"], Assert.Single(sdk.Calls).Identifiers);
            Assert.Equal(new[] { "before", text, text + "x" }.ToHashSet(), ending.Identifiers.ToHashSet());
            Assert.Equal(3, ending.Results.Count);
        }
    }

    [Theory, MemberData(nameof(Texts))]
    public async Task S9_Any_Unicode_in_an_unescaped_entry_is_taken(string text)
    {
        // As the SDK writes it: only what JSON requires is escaped.
        var bare = Bare(text);
        var entry = $$"""
            [{"msg_batch_send_result_code":1,"msg_batch_send_result_desc":{{bare}},"msg_batch_send_result_identifier":{{bare}}}]
            """;
        var sdk = CallbackSdk.Answering(0, entry);
        await using var client = new TimClient(sdk.Transport);
        var result = Assert.Single((await client.RunAsync(Face.Push, Ask.For(text)).Soon()).Results);
        Assert.Equal((text, 1, text), (result.Identifier, result.Code, result.Desc));
    }

    [Theory, MemberData(nameof(Texts))]
    public async Task S9_Any_Unicode_in_user_data_comes_back(string text)
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        var called = new TaskCompletionSource<string?>();
        client.MsgBatchSend(Ask.For("a"), (int _, string _, List<MsgBatchSendResult> _, string? data) => called.SetResult(data), text);
        Assert.Equal(text, await called.Task.Soon());
    }

    [Theory, MemberData(nameof(Texts))]
    public async Task S9_Any_Unicode_in_the_message_reaches_the_backend(string text)
    {
        string? sent = null;
        var transport = new CallbackTransport((json, callback) =>
        {
            sent = json;
            callback(0, "", Entries.Sent("a"), null);
            return TIMResult.Succ;
        });
        await using var client = new TimClient(transport);
        await client.RunAsync(Face.Push, MsgBatchSendParam.Create(Message.Text(text), "a")).Soon();
        Assert.Equal(text, (string)JsonNode.Parse(sent!)!["msg_batch_send_param_msg"]!["message_elem_array"]![0]!["text_elem_content"]!);
    }

    [Fact]
    public async Task S9_Half_a_surrogate_pair_in_the_message_is_sent_as_the_replacement_character()
    {
        // It has no UTF-8 form. An identifier with one is refused, for it would be another's; a text stays readable.
        string? sent = null;
        var transport = new ScriptedTransport(call =>
        {
            sent = call.ToJson();
            call.AnswerRemaining(0);
        });
        await using var client = new TimClient(transport);
        await client.RunAsync(Face.Push, MsgBatchSendParam.Create(Message.Text("cut \ud83d"), "a")).Soon();
        Assert.Contains("cut \ufffd", sent);
    }

    [Fact]
    public async Task S9_The_real_callback_comes_out_of_the_stream_with_every_key()
    {
        var sdk = CallbackSdk.Answering(6013, Sample.ImSdkCallback);
        await using var client = new TimClient(sdk.Transport, new() { Duplicates = DuplicateIdentifiers.SendEach });
        var ending = await client.RunAsync(Face.Push, MsgBatchSendParam.Parse(Sample.ImSdkParam)).Soon();
        JsonAssert.Same(Sample.ImSdkCallback, $"[{string.Join(",", ending.Results.Select(static result => result.ToJson()))}]");
    }

    [Fact]
    public async Task S9_The_real_parameter_reaches_the_backend_with_every_key()
    {
        string? sent = null;
        var transport = new CallbackTransport((json, callback) =>
        {
            sent = json;
            callback(0, "", Sample.ImSdkCallback, null);
            return TIMResult.Succ;
        });
        await using var client = new TimClient(transport, new() { Duplicates = DuplicateIdentifiers.SendEach });
        await client.RunAsync(Face.Push, MsgBatchSendParam.Parse(Sample.ImSdkParam)).Soon();
        JsonAssert.Same(Sample.ImSdkParam, sent!);
    }

    [Fact]
    public async Task S9_Unknown_keys_and_64_bit_numbers_survive_the_callback_form()
    {
        var message = """
            {"message_client_time":18446744073709551615,"message_seq":18446744073709551615,"message_rand":18446744073709551615,
             "message_server_time":9007199254740993,"message_new_key":{"deep":[1.0,-0.10,9223372036854775807,18446744073709551615,null]},
             "message_elem_array":[{"elem_type":0,"text_elem_content":"x","text_elem_new":9007199254740993}]}
            """;
        var json = $$"""
            [{"msg_batch_send_result_code":0,"msg_batch_send_result_desc":"","msg_batch_send_result_identifier":"a",
              "msg_batch_send_result_msg":{{message}},"msg_batch_send_result_new":18446744073709551615}]
            """;
        var sdk = CallbackSdk.Answering(0, json);
        await using var client = new TimClient(sdk.Transport);
        var called = new TaskCompletionSource<string>();
        client.MsgBatchSend(Ask.For("a"), (int _, string _, string text, string? _) => called.SetResult(text));
        JsonAssert.Same(json, await called.Task.Soon());

        var result = Assert.Single((await client.RunAsync(Face.Pull, Ask.For("a")).Soon()).Results);
        JsonAssert.Same(message, result.Message!.ToJson());
    }

    private static string Bare(string text)
    {
        var escaped = text.Select(static c => c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            < ' ' => $"\\u{(int)c:x4}",
            _ => c.ToString(),
        });
        return $"\"{string.Concat(escaped)}\"";
    }
}
