using System.Text.Json;

namespace RxTim.Cli.Tests;

public sealed class MessageTests : IDisposable
{
    private readonly TempFolder files = new();
    private readonly ScriptedTransport transport = ScriptedTransport.SendsAll();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("@alice says hello")]
    [InlineData("--hello")]
    [InlineData("-1")]
    [InlineData("héllo 你好 😀\n\"quoted\"")]
    public async Task The_text_is_sent_as_it_is(string text)
    {
        await SendAsync("--to", "alice", "--text", text);

        Assert.Equal(Message.Text(text), Assert.Single(transport.Calls).Message);
    }

    [Fact]
    public async Task A_message_file_is_sent_with_every_key()
    {
        const string json = """
            {"message_elem_array":[{"elem_type":3,"custom_elem_data":"x","new_key":[1]}],"message_priority":0,"another_key":{"a":null}}
            """;

        await SendAsync("--to", "alice", "--message", files.Write("message.json", "\uFEFF" + json));

        Same(json, Assert.Single(transport.Calls).Message.ToJson());
    }

    [Fact]
    public async Task The_real_parameter_goes_through_with_every_key()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Samples", "imsdk-8.0.5903-param.json");
        var sent = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).RootElement;

        var result = await SendAsync("--param", file);

        Same(sent.GetProperty("msg_batch_send_param_msg").GetRawText(), Assert.Single(transport.Calls).Message.ToJson());
        // One of them is there twice, and is sent to once.
        Assert.Equal(["test_win_05", "test_win_02"], result.Identifiers);
    }

    [Fact]
    public async Task A_message_of_12_kB_is_sent()
    {
        var result = await SendAsync("--to", "alice", "--text", new string('x', 12 * 1024));

        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("""{"elem_type":0,"text_elem_content":"hé\n"}""", 4)]
    [InlineData("""{"elem_type":6,"face_elem_index":107,"face_elem_buf":"smile"}""", 8)]
    [InlineData("""{"elem_type":3,"custom_elem_data":"{}","of_later":{"a":[true,null,"xy"]}}""", 8)]
    public void A_message_is_as_long_as_the_values_of_its_elements(string element, long bytes)
    {
        var message = Message.Parse($$"""{"message_sender":"me","message_elem_array":[{{element}},{{element}}]}""");

        Assert.Equal(2 * bytes, MessageSize.Of(message));
    }

    private async Task<CliResult> SendAsync(params string[] args)
    {
        var result = await new Cli { Transport = transport }.RunAsync(["send", .. args]);
        Assert.Empty(result.Error);
        return result;
    }

    private static void Same(string expected, string actual)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), actual);
    }
}
