using System.Text;
using System.Text.Json;

namespace RxTim.Tests;

public sealed class MessageTests
{
    [Fact]
    public void An_absent_key_is_null_and_is_not_written()
    {
        Assert.Null(Message.Parse("{}").Elements);
        Assert.Equal("{}", Message.Parse("{}").ToJson());
    }

    [Fact]
    public void A_null_under_a_typed_key_reads_as_absent()
    {
        var message = Message.Parse("""{"message_sender":null,"message_seq":null,"message_elem_array":null,"message_sender_profile":null}""");
        Assert.Equal(new Message(), message);
        Assert.Equal("{}", message.ToJson());
    }

    [Fact]
    public void Unknown_keys_are_kept_on_every_object()
    {
        const string Json =
            """
            {"msg_batch_send_param_identifier_array":["a"],"new":1,"msg_batch_send_param_msg":{"new":null,
            "message_elem_array":[{"elem_type":0,"new":[]}],
            "message_sender_profile":{"new":{},"user_profile_custom_string_array":[{"user_profile_custom_string_info_key":"k","new":true}]},
            "message_sender_group_member_info":{"new":"x","group_member_info_custom_info":{},"group_member_info_member_role":400},
            "message_offline_push_config":{"new":1,"offline_push_config_ios_config":{"new":2},"offline_push_config_android_config":{"new":3}}}}
            """;
        JsonAssert.Same(Json, MsgBatchSendParam.Parse(Json).ToJson());
    }

    [Fact]
    public void An_unknown_number_keeps_all_its_digits()
    {
        const string Json = """{"new":123456789012345678901234567890.000000000000000000001e5,"newer":-0,"newest":1.0}""";
        JsonAssert.Same(Json, Message.Parse(Json).ToJson());
    }

    [Fact]
    public void Numbers_keep_their_full_range()
    {
        const string Json =
            """
            {"message_unique_id":18446744073709551615,"message_seq":18446744073709551615,"message_rand":9223372036854775808,
            "message_client_time":18446744073709551615,"message_server_time":0,"message_version":18446744073709551615,
            "message_custom_int":4294967295,"message_risk_type_identified":-9223372036854775808,
            "message_group_receipt_read_count":-2147483648,"message_group_receipt_unread_count":2147483647}
            """;
        var message = Message.Parse(Json);
        Assert.Equal(ulong.MaxValue, message.UniqueId);
        Assert.Null(message.UnknownKeys);
        JsonAssert.Same(Json, message.ToJson());
    }

    [Fact]
    public void A_number_that_an_enum_does_not_name_is_kept()
    {
        const string Json = """{"message_conv_type":77,"message_status":-5,"message_priority":2147483647,"message_platform":16}""";
        Assert.Equal((MessageStatus)(-5), Message.Parse(Json).Status);
        JsonAssert.Same(Json, Message.Parse(Json).ToJson());
    }

    [Theory]
    [InlineData("你好 😀 héllo 👩‍👩‍👧‍👦 \u2028 \u00a0 <b>&'+</b>")]
    [InlineData("\U0010FFFF\uFFFD\uE000")]
    public void Text_is_written_unescaped_whatever_its_script(string text)
    {
        var json = Message.Text(text).ToJson();
        Assert.Contains(text, json, StringComparison.Ordinal);
        Assert.Equal(text, ((TextElement)Message.Parse(json).Elements!.Single()).Content);
    }

    [Fact]
    public void Every_code_point_comes_back()
    {
        var all = new StringBuilder();
        for (var c = 0; c <= 0x10FFFF; c++)
            if (c is < 0xD800 or > 0xDFFF) all.Append(char.ConvertFromUtf32(c));
        var message = Message.Text(all.ToString());
        Assert.Equal(message, Message.Parse(MessageJson.Encode(message)));
    }

    [Fact]
    public void What_JSON_must_escape_is_escaped() =>
        Assert.Contains("""\" \\ \t\n\u0000\u001F""", Message.Text("\" \\ \t\n\0\u001f").ToJson(), StringComparison.Ordinal);

    [Theory]
    [InlineData("\ud83d")]
    [InlineData("a\ude00b")]
    [InlineData("\ude00\ud83d")]
    public void Half_a_surrogate_pair_is_sent_as_the_replacement_character(string text)
    {
        var read = (TextElement)Message.Parse(Message.Text(text).ToJson()).Elements!.Single();
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), read.Content);
    }

    [Fact]
    public void Escapes_are_read_as_the_characters_they_stand_for() =>
        Assert.Equal("😀é\"", Message.Parse("""{"message_sender":"\uD83D\uDE00\u00e9\""}""").Sender);

    [Fact]
    public void Of_a_key_that_comes_twice_the_last_counts()
    {
        var message = Message.Parse("""{"message_seq":1,"new":1,"message_seq":2,"new":2}""");
        Assert.Equal(2ul, message.Seq);
        Assert.Equal(2, message.UnknownKeys!["new"].GetInt32());
    }

    [Fact]
    public void Messages_with_equal_keys_are_equal()
    {
        const string Json = """{"message_elem_array":[{"elem_type":0,"text_elem_content":"a","new":{"x":1}}],"message_group_at_user_array":["b"]}""";
        Assert.Equal(Message.Parse(Json), Message.Parse(Json));
        Assert.Equal(Message.Parse(Json).GetHashCode(), Message.Parse(Json).GetHashCode());
        Assert.NotEqual(Message.Parse(Json), Message.Parse(Json.Replace("\"x\":1", "\"x\":2", StringComparison.Ordinal)));
        Assert.NotEqual(Message.Text("a"), Message.Text("b"));
    }

    [Fact]
    public void A_message_does_not_change_with_the_list_it_was_made_of()
    {
        var elements = new List<MessageElement> { new TextElement { Content = "a" } };
        var message = new Message { Elements = elements };
        elements.Clear();
        Assert.Single(message.Elements!);
    }

    [Fact]
    public void The_engine_writes_a_message_as_the_user_does()
    {
        var message = Message.Parse(Sample.MessagesOf(Sample.ImSdkCallback)[0]);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, TimJson.WriterOptions)) MessageJson.Write(writer, message);
        Assert.Equal(message.ToJson(), Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Equal(message, MessageJson.Decode(stream.ToArray()));
    }

    [Theory]
    [InlineData("1e99999999999999999999", "1e99999999999999999999", true)]
    [InlineData("1e99999999999999999999", "2e99999999999999999999", false)]
    [InlineData("-1e-99999999999999999999", "-1e-99999999999999999999", true)]
    [InlineData("1e400", "10e399", true)]
    public void Numbers_of_any_size_under_unknown_keys_can_be_compared(string left, string right, bool equal) =>
        Assert.Equal(equal, Message.Parse($$"""{"later":{{left}}}""") == Message.Parse($$"""{"later":{{right}}}"""));
}
