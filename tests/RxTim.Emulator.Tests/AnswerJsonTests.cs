using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class AnswerJsonTests
{
    [Fact]
    public async Task An_answer_has_the_keys_of_the_API_pages_example_and_msg_id()
    {
        var example = await ExampleAsync();
        await using var emulator = new TimEmulator();

        foreach (var result in await emulator.SendAsync(Message.Text("this is batch send msgs"), "test_win_05", "test_win_02"))
        {
            var entry = JsonNode.Parse(result.ToJson())!.AsObject();
            Assert.Equal(Keys(example), Keys(entry));
            Assert.Equal(
                Keys(example["msg_batch_send_result_msg"]!).Append("message_msg_id").Order(StringComparer.Ordinal),
                Keys(entry["msg_batch_send_result_msg"]!));
        }
    }

    [Fact]
    public async Task An_answer_to_the_API_pages_example_equals_it_but_for_what_the_backend_draws()
    {
        var expected = await ExampleAsync();
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1558598924));
        await using var emulator = new TimEmulator(new TimEmulatorOptions { TimeProvider = time, Sender = "test_win_01" });

        var message = Message.Text("this is batch send msgs") with { ClientTime = 1558598923, Rand = 673379256, Seq = 10274 };
        var result = Assert.Single(await emulator.SendAsync(message, "test_win_05"));

        var actual = JsonNode.Parse(result.ToJson())!;
        var actualMessage = actual["msg_batch_send_result_msg"]!.AsObject();
        Assert.Equal("test_win_01-1558598923-673379256", (string?)actualMessage["message_msg_id"]);
        actualMessage.Remove("message_msg_id");
        Assert.True(JsonNode.DeepEquals(expected, actual), actual.ToJsonString());
    }

    [Fact]
    public async Task Keys_stand_in_alphabetical_order_on_every_level()
    {
        await using var emulator = new TimEmulator();
        var message = Message.Parse(
            """{"zzz":{"b":1,"a":[{"d":1,"c":2}]},"message_elem_array":[{"text_elem_content":"x","elem_type":0}],"aaa":1}""");

        var result = Assert.Single(await emulator.SendAsync(message, "alice"));

        using var json = JsonDocument.Parse(result.ToJson());
        AssertSorted(json.RootElement);
    }

    [Fact]
    public async Task Every_key_that_was_sent_comes_back_as_it_was()
    {
        const string sent = """
            {"message_elem_array":[{"elem_type":0,"text_elem_content":"quote \" backslash \\ tab\t control\u0001 你好 😀"}],
             "message_cloud_custom_str":"{\"trace\":\"abc\"}","message_custom_int":7,"message_custom_str":"mine","message_priority":0,
             "message_is_online_msg":true,"unknown \"key\" 😀":{"n":18446744073709551615,"f":1.50,"null":null,"list":[1,[],{}]}}
            """;
        await using var emulator = new TimEmulator();

        var result = Assert.Single(await emulator.SendAsync(Message.Parse(sent), "alice"));

        var answered = JsonNode.Parse(result.ToJson())!["msg_batch_send_result_msg"]!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(sent)!.AsObject())
            Assert.True(JsonNode.DeepEquals(value, answered[key]), key);
        Assert.Contains("\"n\":18446744073709551615", result.ToJson());
        Assert.Contains("1.50", result.ToJson());
        Assert.Contains("你好 😀", result.ToJson());
    }

    [Theory]
    [InlineData("quote\"d")]
    [InlineData("back\\slash")]
    [InlineData("tab\tand\u0001control\n")]
    [InlineData("你好 😀")]
    [InlineData("")]
    public async Task An_identifier_of_any_text_gets_its_answer(string identifier)
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { StrictIdentifiers = false });

        var result = Assert.Single(await emulator.SendAsync(Sending.Hello, identifier));

        Assert.True(result.IsSuccess);
        Assert.Equal(identifier, result.Identifier);
        Assert.Equal(identifier, result.Message!.ConvId);
    }

    [Fact]
    public async Task A_sender_of_any_text_stands_in_the_message_and_its_msg_id()
    {
        await using var emulator = new TimEmulator();

        var result = Assert.Single(await emulator.SendAsync(Sending.Hello with { Sender = "bot \"😀\"" }, "alice"));

        Assert.Equal("bot \"😀\"", result.Message!.Sender);
        Assert.Equal($"bot \"😀\"-{result.Message.ClientTime}-{result.Message.Rand}", result.Message.MsgId);
    }

    [Fact]
    public async Task A_failed_entry_has_its_message_without_server_time_random_and_sequence()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { Faults = [new FaultRule("*", 70107)] });

        var message = Assert.Single(await emulator.SendAsync(Sending.Hello, "alice")).Message!;

        Assert.Equal((0UL, 0UL, 0UL), (message.ServerTime, message.Rand, message.Seq));
        Assert.Equal(MessageStatus.Sent, message.Status);
        Assert.Equal("alice", message.ConvId);
    }

    private static async Task<JsonNode> ExampleAsync()
    {
        var json = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Samples", "MsgBatchSend.json"), TestContext.Current.CancellationToken);
        return JsonNode.Parse(json)!.AsArray()[0]!;
    }

    private static SortedSet<string> Keys(JsonNode node) =>
        new(node.AsObject().Select(static property => property.Key), StringComparer.Ordinal);

    private static void AssertSorted(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var keys = element.EnumerateObject().Select(static property => property.Name).ToList();
            Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
            foreach (var property in element.EnumerateObject())
                AssertSorted(property.Value);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                AssertSorted(item);
        }
    }
}
