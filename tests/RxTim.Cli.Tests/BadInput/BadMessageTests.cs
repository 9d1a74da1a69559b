namespace RxTim.Cli.Tests;

public sealed class BadMessageTests : IDisposable
{
    private readonly TempFolder files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("{\n  \"message_elem_array\": [}\n", "line 2, byte 26")]
    [InlineData("{\n  not json", "line 2, byte 3")]
    [InlineData("{\"message_elem_array\":[]", "line 1, byte 25")]
    [InlineData("{} x", "line 1, byte 4")]
    [InlineData("\uFEFF[1]", "line 1, byte")]
    [InlineData("null", "line 1, byte 1")]
    [InlineData("{\n\n\"message_elem_array\":[{\"elem_type\":\"text\"}]}", "line 3, byte")]
    public async Task JSON_that_is_wrong_is_refused_with_its_line_and_byte(string json, string place)
    {
        var file = files.Write("message.json", json);

        await IsRefusedAsync(["--to", "alice", "--message", file], $"{file}, {place}");
    }

    [Fact]
    public async Task A_mistyped_key_is_named()
    {
        var file = files.Write("message.json", """{"message_elem_array":[{"elem_type":0,"text_elem_content":5}]}""");

        await IsRefusedAsync(["--to", "alice", "--message", file], "$.message_elem_array[0].text_elem_content");
    }

    [Fact]
    public async Task A_byte_order_mark_counts_as_three_bytes()
    {
        var file = files.Write("message.json", "\uFEFF{x");

        await IsRefusedAsync(["--to", "alice", "--message", file], $"{file}, line 1, byte 5");
    }

    [Fact]
    public async Task JSON_that_is_not_UTF8_is_refused_with_its_place()
    {
        var file = files.Write(
            "message.json", [.. "{\"message_elem_array\":\n[{\"elem_type\":0,\"text_elem_content\":\"h"u8, 0xE9, .. "llo\"}]}"u8]);

        await IsRefusedAsync(["--to", "alice", "--message", file], $"{file}, line 2, byte 39", "0xE9 is not UTF-8");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task An_empty_file_is_refused(string content)
    {
        var file = files.Write("message.json", content);

        await IsRefusedAsync(["--to", "alice", "--message", file], file, "empty");
    }

    [Theory]
    [InlineData("--message")]
    [InlineData("--param")]
    public async Task A_file_that_is_not_there_is_named(string option)
    {
        var file = files.PathOf("nothing.json");

        await IsRefusedAsync(option == "--param" ? [option, file] : ["--to", "alice", option, file], file, "no such file");
    }

    [Fact]
    public async Task A_parameter_lacks_neither_key()
    {
        var withoutMessage = files.Write("a.json", """{"msg_batch_send_param_identifier_array":["alice"]}""");
        var withoutIdentifiers = files.Write("b.json", """{"msg_batch_send_param_msg":{}}""");

        await IsRefusedAsync(["--param", withoutMessage], "msg_batch_send_param_msg");
        await IsRefusedAsync(["--param", withoutIdentifiers], "msg_batch_send_param_identifier_array");
    }

    [Fact]
    public async Task A_parameter_with_an_empty_array_has_no_recipients()
    {
        var file = files.Write("param.json", MsgBatchSendParam.Create(Message.Text("hello")).ToJson());

        await IsRefusedAsync(["--param", file], "No recipients", "msg_batch_send_param_identifier_array", file);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"message_elem_array":[]}""")]
    public async Task A_message_has_elements(string json)
    {
        var file = files.Write("message.json", json);

        await IsRefusedAsync(["--to", "alice", "--message", file], file, "no elements");
    }

    [Fact]
    public async Task A_text_is_not_empty() => await IsRefusedAsync(["--to", "alice", "--text", ""], "--text is empty");

    [Fact]
    public async Task A_message_over_12_kB_is_refused()
    {
        var text = new string('é', 6 * 1024) + "x";
        var message = files.Write("message.json", Message.Text(text).ToJson());
        var param = files.Write("param.json", MsgBatchSendParam.Create(Message.Text(text), "alice").ToJson());

        await IsRefusedAsync(["--to", "alice", "--text", text], "--text", "12289 bytes", "12 kB", "8001");
        await IsRefusedAsync(["--to", "alice", "--message", message], message, "12289 bytes");
        await IsRefusedAsync(["--param", param], param, "12289 bytes");
    }

    private static async Task IsRefusedAsync(string[] args, params string[] words)
    {
        var cli = new Cli();
        (await cli.RunAsync(["send", .. args])).IsRefused(words);
        Assert.False(cli.OpenedBackend);
    }
}
