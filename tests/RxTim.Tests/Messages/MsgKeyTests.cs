using System.Text.Json;

namespace RxTim.Tests;

/// <summary>A result's MsgKey is put together from the message's numbers, without the rest of the message.</summary>
public class MsgKeyTests
{
    [Theory]
    [InlineData("""{"message_seq":1,"message_rand":2,"message_server_time":3}""", "1_2_3")]
    [InlineData("""{"message_later":[{"a":{"message_seq":9}}],"message_server_time":3,"message_rand":18446744073709551615,"message_seq":0}""", "0_18446744073709551615_3")]
    [InlineData("""{"message_cloud_custom_str":"\"message_seq\":9","m\u0065ssage_seq":1,"message_rand":2,"message_server_time":3}""", "1_2_3")]
    [InlineData("""{"message_seq":1,"message_rand":2,"message_server_time":3,"message_seq":4}""", "4_2_3")]
    [InlineData("""{"message_seq":1,"message_rand":2,"message_server_time":0}""", null)]
    [InlineData("""{"message_seq":1,"message_rand":2}""", null)]
    [InlineData("""{"message_seq":null,"message_rand":2,"message_server_time":3}""", null)]
    [InlineData("{}", null)]
    public void It_is_that_of_the_decoded_message(string message, string? key)
    {
        // Of several in one answer the first is kept whole, and the others as what sets them apart.
        var results = Results(message, message, message.Replace("\"message_rand\":2", "\"message_rand\":5", StringComparison.Ordinal));
        Assert.Equal([key, key], results[..2].Select(static result => result.MsgKey));
        Assert.All(results, static result =>
        {
            var read = result.Message!;
            var expected = read is { Seq: not null, Rand: not null, ServerTime: > 0 } ? $"{read.Seq}_{read.Rand}_{read.ServerTime}" : null;
            Assert.Equal(expected, result.MsgKey);
        });
    }

    [Theory]
    [InlineData("""{"message_seq":"x","message_rand":2,"message_server_time":3}""")]
    [InlineData("""{"message_seq":1,"message_rand":-2,"message_server_time":3}""")]
    [InlineData("""{"message_seq":1.5,"message_rand":2,"message_server_time":3}""")]
    [InlineData("""{"message_seq":1,"message_rand":2,"message_server_time":3,}""")]
    public void S14_A_message_that_cannot_be_read_throws_where_its_key_is_asked_for(string message)
    {
        var results = Results(message, message);
        Assert.All(results, static result => Assert.Throws<JsonException>(() => result.MsgKey));
        Assert.All(results, static result => Assert.Throws<JsonException>(() => result.Message));
    }

    [Fact]
    public void A_failure_has_none_whatever_its_message_says()
    {
        var failed = MsgBatchSendResult.ParseArray(
            """
            [{"msg_batch_send_result_code":70107,"msg_batch_send_result_identifier":"a",
              "msg_batch_send_result_msg":{"message_seq":1,"message_rand":2,"message_server_time":3}}]
            """);
        Assert.Null(Assert.Single(failed).MsgKey);
    }

    private static List<MsgBatchSendResult> Results(params IEnumerable<string> messages) => [.. MsgBatchSendResult.ParseArray(
        $"[{string.Join(',', messages.Select(static (message, i) =>
            $$"""{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":"u{{i}}","msg_batch_send_result_msg":{{message}}}"""))}]")];
}
