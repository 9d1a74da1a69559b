using System.Text;
using System.Text.Json;

namespace RxTim.Tests;

public sealed class MsgBatchSendParamTests
{
    private const string Message1 = """{"message_elem_array":[{"elem_type":0,"text_elem_content":"hi"}]}""";

    [Fact]
    public void Identifiers_keep_their_order_and_their_repeats()
    {
        Assert.Equal(["b", "a", "b", "", "你好"], MsgBatchSendParam.Create(Message.Text("hi"), "b", "a", "b", "", "你好").Identifiers);
        Assert.Equal(["b", "a"], MsgBatchSendParam.Create(Message.Text("hi"), new List<string> { "b", "a" }).Identifiers);
        Assert.Empty(MsgBatchSendParam.Create(Message.Text("hi")).Identifiers);
    }

    [Fact]
    public void It_is_written_under_the_SDKs_keys() =>
        JsonAssert.Same(
            $$"""{"msg_batch_send_param_identifier_array":["alice","bob"],"msg_batch_send_param_msg":{{Message1}}}""",
            MsgBatchSendParam.Create(Message.Text("hi"), "alice", "bob").ToJson());

    [Fact]
    public void Equal_parameters_are_equal() =>
        Assert.Equal(MsgBatchSendParam.Create(Message.Text("hi"), "a"), MsgBatchSendParam.Create(Message.Text("hi"), new List<string> { "a" }));

    [Fact]
    public void A_null_argument_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => MsgBatchSendParam.Create(null!, "a"));
        Assert.Throws<ArgumentNullException>(() => MsgBatchSendParam.Create(Message.Text("hi"), (string[])null!));
        Assert.Throws<ArgumentNullException>(() => MsgBatchSendParam.Create(Message.Text("hi"), (IEnumerable<string>)null!));
        Assert.Throws<ArgumentException>(() => MsgBatchSendParam.Create(Message.Text("hi"), "a", null!));
    }

    [Theory]
    [InlineData("""{"msg_batch_send_param_identifier_array":["a"]}""", "msg_batch_send_param_msg")]
    [InlineData("""{"msg_batch_send_param_msg":{}}""", "msg_batch_send_param_identifier_array")]
    [InlineData("""{"msg_batch_send_param_msg":null,"msg_batch_send_param_identifier_array":[]}""", "$.msg_batch_send_param_msg")]
    [InlineData("""{"msg_batch_send_param_msg":[],"msg_batch_send_param_identifier_array":[]}""", "$.msg_batch_send_param_msg")]
    [InlineData("""{"msg_batch_send_param_msg":{},"msg_batch_send_param_identifier_array":null}""", "$.msg_batch_send_param_identifier_array")]
    [InlineData("""{"msg_batch_send_param_msg":{},"msg_batch_send_param_identifier_array":"a"}""", "$.msg_batch_send_param_identifier_array")]
    [InlineData("""{"msg_batch_send_param_msg":{},"msg_batch_send_param_identifier_array":["a",7]}""", "$.msg_batch_send_param_identifier_array[1]")]
    [InlineData("""{"msg_batch_send_param_msg":{},"msg_batch_send_param_identifier_array":["a",null]}""", "$.msg_batch_send_param_identifier_array[1]")]
    public void A_missing_or_mistyped_key_is_named(string json, string key)
    {
        var error = Assert.Throws<JsonException>(() => MsgBatchSendParam.Parse(json));
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Contains("BytePositionInLine", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("RxTim", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Path);
        Assert.Equal(0, error.LineNumber);
        Assert.InRange(error.BytePositionInLine!.Value, 1, Encoding.UTF8.GetByteCount(json));
    }
}
