using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim.Rest.Tests;

/// <summary>Results and messages in the JSON of a user's own program, which sees no more of RxTim than is public.</summary>
public sealed partial class UserJsonTests
{
    private const string Entry =
        """{"msg_batch_send_result_code":70107,"msg_batch_send_result_desc":"no \"x\" 😀","msg_batch_send_result_identifier":"a","msg_batch_send_result_msg":{"message_seq":1,"new":[1.0]},"later":{}}""";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<JsonSerializerOptions> Options =>
        [new JsonSerializerOptions(), new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }, UserContext.Default.Options];

    private static MsgBatchSendResult Result => MsgBatchSendResult.ParseArray($"[{Entry}]")[0];

    [Theory, MemberData(nameof(Options))]
    public void A_result_is_written_by_the_SDK_s_keys_whatever_the_options(JsonSerializerOptions options) =>
        JsonAssert.Same(Entry, JsonSerializer.Serialize(Result, options));

    [Theory, MemberData(nameof(Options))]
    public void A_result_is_read_as_it_was_written(JsonSerializerOptions options)
    {
        var read = JsonSerializer.Deserialize<MsgBatchSendResult>(JsonSerializer.Serialize(Result, options), options)!;
        Assert.Equal(Result, read);
        JsonAssert.Same(Entry, read.ToJson());
    }

    [Fact]
    public void A_result_s_JSON_is_that_of_ToJson() =>
        Assert.Equal(Result.ToJson(), JsonSerializer.Serialize(Result, Relaxed).Replace("\\uD83D\\uDE00", "😀"));

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"msg_batch_send_result_code":"0","msg_batch_send_result_identifier":"a"}""")]
    public void What_is_no_result_is_an_error_of_JSON(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MsgBatchSendResult>(json));
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize($"[{json}]", UserContext.Default.ListMsgBatchSendResult));
        Assert.StartsWith("That is no result of a batch send: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("$[0]", error.Path);
    }

    [Fact]
    public async Task A_stream_of_results_is_an_array_of_them()
    {
        using var written = new MemoryStream();
        await JsonSerializer.SerializeAsync(
            written, Stream(), UserContext.Default.IAsyncEnumerableMsgBatchSendResult, TestContext.Current.CancellationToken);
        JsonAssert.Same($"[{Entry},{Entry}]", Encoding.UTF8.GetString(written.ToArray()));

        static async IAsyncEnumerable<MsgBatchSendResult> Stream()
        {
            yield return Result;
            await Task.Yield();
            yield return Result;
        }
    }

    [Fact]
    public void A_message_in_a_type_of_the_user_s_own_has_the_SDK_s_keys_and_no_others()
    {
        var message = Message.Text("hi") with { Seq = 7 };
        const string Json = """{"Title":"t","Message":{"message_elem_array":[{"elem_type":0,"text_elem_content":"hi"}],"message_seq":7}}""";
        foreach (var options in new[] { new JsonSerializerOptions(), UserContext.Default.Options })
        {
            JsonAssert.Same(Json, JsonSerializer.Serialize(new Campaign("t", message), options));
            Assert.Equal(new Campaign("t", message), JsonSerializer.Deserialize<Campaign>(Json, options));
        }
    }

    [Fact]
    public void A_message_goes_through_a_context_of_the_user_s_own()
    {
        const string Json = """{"msg_batch_send_param_identifier_array":["a"],"msg_batch_send_param_msg":{"message_elem_array":[{"elem_type":0,"text_elem_content":"hi","n":1}],"message_group_at_user_array":["b"],"message_sender_profile":{"user_profile_custom_string_array":[{"user_profile_custom_string_info_key":"k"}]}}}""";
        var param = JsonSerializer.Deserialize(Json, UserContext.Default.MsgBatchSendParam)!;
        Assert.Equal(MsgBatchSendParam.Parse(Json), param);
        Assert.Equal(param, MsgBatchSendParam.Parse(JsonSerializer.Serialize(param, UserContext.Default.MsgBatchSendParam)));
    }

    [Fact]
    public void A_param_in_a_type_of_the_user_s_own_keeps_unknown_keys()
    {
        const string Json = """{"Param":{"msg_batch_send_param_identifier_array":["a"],"later":null,"msg_batch_send_param_msg":{"message_seq":7,"new":[1.0]}}}""";
        foreach (var options in new[] { new JsonSerializerOptions(), UserContext.Default.Options })
            JsonAssert.Same(Json, JsonSerializer.Serialize(JsonSerializer.Deserialize<Order>(Json, options), options));
    }

    internal sealed record Order([property: JsonConverter(typeof(MsgBatchSendParamConverter))] MsgBatchSendParam Param);

    internal sealed record Campaign(string Title, [property: JsonConverter(typeof(MessageConverter))] Message Message);

    [JsonSerializable(typeof(MsgBatchSendResult))]
    [JsonSerializable(typeof(List<MsgBatchSendResult>))]
    [JsonSerializable(typeof(IAsyncEnumerable<MsgBatchSendResult>))]
    [JsonSerializable(typeof(Campaign))]
    [JsonSerializable(typeof(Order))]
    [JsonSerializable(typeof(Message))]
    [JsonSerializable(typeof(MsgBatchSendParam))]
    internal sealed partial class UserContext : JsonSerializerContext;
}
