using System.Text;
using System.Text.Json;

namespace RxTim.Tests;

public sealed class JsonErrorTests
{
    [Theory]
    [InlineData("{\"message_seq\":\"1\"}", "$.message_seq", 0, 18)]
    [InlineData("{\"message_seq\":-1}", "$.message_seq", 0, 17)]
    [InlineData("{\"message_seq\":18446744073709551616}", "$.message_seq", 0, 35)]
    [InlineData("{\n\"message_sender\":\"你好\",\n  \"message_is_read\": 1}", "$.message_is_read", 2, 22)]
    [InlineData("{\"message_elem_array\":[null]}", "$.message_elem_array[0]", 0, 27)]
    [InlineData("{\"message_elem_array\":[{\"elem_type\":0},\n{\"elem_type\":0,\"text_elem_content\":7}]}", "$.message_elem_array[1].text_elem_content", 1, 36)]
    [InlineData("{\"message_elem_array\":[{\"text_elem_content\":\"a\"}]}", "$.message_elem_array[0]", 0, 24)]
    [InlineData("{\"message_elem_array\":[{\"elem_type\":\"0\"}]}", "$.message_elem_array[0]", 0, 24)]
    [InlineData("{\"message_elem_array\":[{\"elem_type\":4294967296}]}", "$.message_elem_array[0]", 0, 24)]
    [InlineData("{\"message_elem_array\":{}}", "$.message_elem_array", 0, 23)]
    [InlineData("{\"message_sender_profile\":{\"user_profile_gender\":\"x\"}}", "$.message_sender_profile.user_profile_gender", 0, 52)]
    [InlineData("{\"message_sender\":\"\\ud800\"}", "$.message_sender", 0, 26)]
    public void An_error_names_the_key_the_line_and_the_byte(string json, string path, long line, long position)
    {
        var error = Assert.Throws<JsonException>(() => Message.Parse(json));
        Assert.Equal((path, line, position), (error.Path, error.LineNumber, error.BytePositionInLine));
        Assert.EndsWith($" Path: {path} | LineNumber: {line} | BytePositionInLine: {position}.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{} {}")]
    [InlineData("{not json")]
    [InlineData("{\"message_sender\":\"a")]
    [InlineData("{\"message_elem_array\":[{\"elem_type\":0,")]
    [InlineData("{\"message_elem_array\":[{\"elem_type\":12,\"merge_elem_message_array\":[{")]
    public void What_is_no_message_is_refused_with_a_position(string json)
    {
        var error = Assert.Throws<JsonException>(() => Message.Parse(json));
        Assert.NotNull(error.LineNumber);
        Assert.NotNull(error.BytePositionInLine);
        Assert.Equal(1, error.Message.Split("LineNumber").Length - 1);
        Assert.DoesNotContain("RxTim", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_of_a_real_parameter_is_refused()
    {
        var json = Encoding.UTF8.GetBytes(Sample.ImSdkParam.Trim());
        for (var length = 0; length < json.Length; length++)
        {
            var error = Assert.Throws<JsonException>(() => MsgBatchSendParam.Parse(json.AsSpan(0, length)));
            Assert.InRange(error.BytePositionInLine!.Value, 0, length);
        }
    }

    [Theory]
    [InlineData("{\"message_sender\":\"a@\"}", "$.message_sender", 0, 20)]
    [InlineData("{\n\"unknown\":\"@\"}", "$.unknown", 1, 11)]
    [InlineData("{\"unknown\":[{\"a\":1},\"@\"]}", "$.unknown[1]", 0, 21)]
    [InlineData("{\"unknown@\":1}", "$.unknown\ufffd", 0, 9)]
    public void Bytes_that_are_not_UTF8_are_refused_and_named(string json, string path, long line, long position)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(json).Select(static each => each == '@' ? (byte)0xff : each)];
        var error = Assert.Throws<JsonException>(() => Message.Parse(bytes));
        Assert.Equal((path, line, position), (error.Path, error.LineNumber, error.BytePositionInLine));
        Assert.StartsWith("A text is not UTF-8. Path: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message_sender":"a\ud83d"}""")]
    [InlineData("""{"unknown":"a\ud83d"}""")]
    [InlineData("""{"unknown":[1,{"a":"\ude00"}]}""")]
    [InlineData("""{"unknown":{"\ude00":1}}""")]
    [InlineData("""{"\ude00":1}""")]
    [InlineData("""{"message_elem_array":[{"elem_type":5,"unknown":["\ud83d"]}]}""")]
    public void Half_a_surrogate_pair_is_refused_wherever_it_stands_and_named(string json) => Assert.StartsWith(
        "A text has half a surrogate pair.", Assert.Throws<JsonException>(() => Message.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_with_half_a_surrogate_pair_is_refused() =>
        Assert.Contains("index 19", Assert.Throws<JsonException>(() => Message.Parse("{\"message_sender\":\"\ud800\"}")).Message, StringComparison.Ordinal);
}
