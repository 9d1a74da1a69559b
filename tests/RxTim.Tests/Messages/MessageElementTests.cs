using System.Text.Json;

namespace RxTim.Tests;

public sealed class MessageElementTests
{
    public static TheoryData<MessageElement, string> EveryElement => new()
    {
        { new TextElement { Content = "hi" }, """{"elem_type":0,"text_elem_content":"hi"}""" },
        {
            new CustomElement { Data = "d", Desc = "e", Ext = "x", Sound = "s" },
            """{"elem_type":3,"custom_elem_data":"d","custom_elem_desc":"e","custom_elem_ext":"x","custom_elem_sound":"s"}"""
        },
        { new FaceElement { Index = 7, Buf = "smile" }, """{"elem_type":6,"face_elem_index":7,"face_elem_buf":"smile"}""" },
        {
            new LocationElement { Desc = "here", Longitude = 113.9, Latitude = -22.5 },
            """{"elem_type":7,"location_elem_desc":"here","location_elem_longitude":113.9,"location_elem_latitude":-22.5}"""
        },
        {
            new ImageElement { OrigPath = "a.png", Level = ImageLevel.Compressed, Format = ImageFormat.Png, LargePicWidth = 720, ThumbUrl = "u" },
            """{"elem_type":1,"image_elem_orig_path":"a.png","image_elem_level":1,"image_elem_format":3,"image_elem_large_pic_width":720,"image_elem_thumb_url":"u"}"""
        },
        {
            new SoundElement { FilePath = "a.amr", FileSize = 12, FileTime = 3, BusinessId = -1 },
            """{"elem_type":2,"sound_elem_file_path":"a.amr","sound_elem_file_size":12,"sound_elem_file_time":3,"sound_elem_business_id":-1}"""
        },
        {
            new VideoElement { VideoType = "mp4", VideoSize = 5_000_000_000, ImagePath = "c.jpg", ImageHeight = 9 },
            """{"elem_type":9,"video_elem_video_type":"mp4","video_elem_video_size":5000000000,"video_elem_image_path":"c.jpg","video_elem_image_height":9}"""
        },
        {
            new FileElement { FilePath = "/a", FileName = "a", FileSize = 1, Url = "u" },
            """{"elem_type":4,"file_elem_file_path":"/a","file_elem_file_name":"a","file_elem_file_size":1,"file_elem_url":"u"}"""
        },
        {
            new MergeElement { Title = "t", Abstracts = ["a", "b"], CompatibleText = "c", Messages = [Message.Text("x")], LayerOverLimit = false },
            """{"elem_type":12,"merge_elem_title":"t","merge_elem_abstract_array":["a","b"],"merge_elem_compatible_text":"c","merge_elem_message_array":[{"message_elem_array":[{"elem_type":0,"text_elem_content":"x"}]}],"merge_elem_layer_over_limit":false}"""
        },
        { new OtherElement(ElementType.GroupTips), """{"elem_type":5}""" },
    };

    [Theory, MemberData(nameof(EveryElement))]
    public void An_element_is_written_under_its_documented_keys(MessageElement element, string json) =>
        JsonAssert.Same($$"""{"message_elem_array":[{{json}}]}""", Message.Of(element).ToJson());

    [Theory, MemberData(nameof(EveryElement))]
    public void An_element_is_read_from_its_documented_keys(MessageElement element, string json) =>
        Assert.Equal(element, Read(json));

    [Theory]
    [InlineData("""{"elem_type":5,"group_tips_elem_tip_type":1,"group_tips_elem_changed_user_info_array":[{"user_profile_identifier":"a"}]}""")]
    [InlineData("""{"elem_type":8,"group_report_elem_report_type":2}""")]
    [InlineData("""{"elem_type":-1}""")]
    [InlineData("""{"elem_type":99,"hologram_elem_depth":18446744073709551616,"hologram_elem_on":null}""")]
    public void An_element_without_a_record_of_its_own_keeps_its_number_and_all_keys(string json)
    {
        var element = Assert.IsType<OtherElement>(Read(json));
        JsonAssert.Same($$"""{"message_elem_array":[{{json}}]}""", Message.Of(element).ToJson());
    }

    [Theory]
    [InlineData("""{"elem_type":0,"text_elem_content":"hi"}""")]
    [InlineData("""{"text_elem_content":"hi","elem_type":0}""")]
    [InlineData("""{"a":{"elem_type":5,"b":[{"elem_type":6}]},"elem_type":0,"text_elem_content":"hi"}""")]
    public void The_type_may_stand_anywhere_in_the_element(string json) => Assert.Equal("hi", Assert.IsType<TextElement>(Read(json)).Content);

    [Fact]
    public void An_unknown_key_of_an_element_is_kept()
    {
        const string Json = """{"message_elem_array":[{"elem_type":0,"text_elem_content":"hi","text_elem_new":{"a":[1]}}]}""";
        var message = Message.Parse(Json);
        Assert.Equal("text_elem_new", Assert.Single(message.Elements!.Single().UnknownKeys!).Key);
        JsonAssert.Same(Json, message.ToJson());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(120)]
    public void Merged_messages_may_nest_beyond_the_hundred_layers_of_the_SDK(int layers)
    {
        var message = Merged(layers);
        var json = MsgBatchSendParam.Create(message, "alice").ToJson();
        var param = MsgBatchSendParam.Parse(json);

        Assert.Equal(message, param.Message);
        Assert.Equal(json, param.ToJson());
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(192, false)]
    public void Merged_messages_too_deep_for_the_stack_are_an_error_and_not_a_crash(int stackKilobytes, bool fits)
    {
        var message = Merged(layers: 100);
        var json = message.ToJson();
        object? outcome = null;
        var thread = new Thread(() => outcome = Record.Exception(() => outcome = Message.Parse(json)) ?? outcome, stackKilobytes * 1024);
        thread.Start();
        thread.Join();
        if (fits) Assert.Equal(message, outcome);
        else Assert.True(message.Equals(outcome) || outcome is JsonException);
    }

    [Fact]
    public void Merged_messages_that_nest_far_too_deep_are_an_error_and_not_a_crash()
    {
        const int Layers = 10_000;
        var json = string.Concat(Enumerable.Repeat("""{"message_elem_array":[{"elem_type":12,"merge_elem_message_array":[""", Layers));
        Assert.Throws<JsonException>(() => Message.Parse(json));
    }

    private static Message Merged(int layers)
    {
        var message = Message.Text("innermost 😀");
        for (var i = 0; i < layers; i++) message = Message.Of(new MergeElement { Title = $"{i}", Messages = [message] });
        return message;
    }

    private static MessageElement Read(string json) => Message.Parse($$"""{"message_elem_array":[{{json}}]}""").Elements!.Single();
}
