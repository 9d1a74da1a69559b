using System.Text.Json;
using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

public class RestMessageTests
{
    private static readonly VideoElement Video = new()
    {
        VideoUrl = "https://x/v",
        VideoId = "u",
        ImageUrl = "https://x/c",
        ImageId = "c",
        ImageWidth = 1,
        ImageHeight = 1,
    };

    private static readonly Dictionary<string, JsonElement> Unknown = new() { ["new_key"] = JsonDocument.Parse("1").RootElement };

    public static TheoryData<Message, int, string> Uncarried => new()
    {
        { new Message(), 6016, "message_elem_array" },
        { Message.Of(), 6016, "message_elem_array" },
        { Message.Of(new TextElement()), 6016, "text_elem_content" },
        { Message.Of(new TextElement { Content = "t" }, new MergeElement()), 6016, "Element 2 (Merge)" },
        { Message.Of(new OtherElement(ElementType.GroupTips)), 6016, "GroupTips" },
        { Message.Of(new FaceElement()), 6016, "face_elem_index" },
        { Message.Image("/tmp/a.jpg"), 6016, "image_elem_orig_url" },
        { Message.Of(new ImageElement { OrigUrl = "https://x/0" }), 6016, "image_elem_orig_id" },
        { Message.File("/tmp/a", "a", 1), 6016, "file_elem_url" },
        { Message.Of(new FileElement { Url = "https://x/f" }), 6016, "file_elem_file_id" },
        { Message.Of(new SoundElement { FilePath = "/tmp/s", FileId = "u" }), 6016, "sound_elem_url" },
        { Message.Of(new SoundElement { Url = "https://x/s" }), 6016, "sound_elem_file_id" },
        { Message.Of(Video with { VideoUrl = null }), 6016, "video_elem_video_url" },
        { Message.Of(Video with { VideoId = "" }), 6016, "video_elem_video_id" },
        { Message.Of(Video with { ImageUrl = null }), 6016, "video_elem_image_url" },
        { Message.Of(Video with { ImageId = null }), 6016, "video_elem_image_id" },
        { Message.Of(Video with { ImageWidth = null }), 6016, "video_elem_image_width" },
        { Message.Of(Video with { ImageHeight = null }), 6016, "video_elem_image_height" },
        { Message.Of(new TextElement { Content = "t", UnknownKeys = Unknown }), 6016, "new_key" },
        { Message.Text("t") with { UnknownKeys = Unknown }, 6017, "new_key" },
        { Message.Text("t") with { GroupAtUsers = ["a"] }, 6017, "message_group_at_user_array" },
        { Message.Text("t") with { TargetGroupMembers = ["a"] }, 6017, "message_target_group_member_array" },
        { Message.Text("t") with { IsBroadcastMessage = true }, 6017, "message_is_broadcast_message" },
        { Message.Text("t") with { IsForwardMessage = true }, 6017, "message_is_forward_message" },
        { Message.Text("t") with { SupportMessageExtension = true }, 6017, "message_support_message_extension" },
        { Message.Text("t") with { CustomModerationConfigurationId = "m" }, 6017, "message_custom_moderation_configuration_id" },
        { Message.Text("t") with { OfflinePush = new() { UnknownKeys = Unknown } }, 6017, "new_key" },
        { Message.Text("t") with { OfflinePush = new() { Ios = new() { UnknownKeys = Unknown } } }, 6017, "new_key" },
        { Message.Text("t") with { OfflinePush = new() { Android = new() { UnknownKeys = Unknown } } }, 6017, "new_key" },
        { Message.Text("t") with { OfflinePush = new() { Flag = (OfflinePushFlag)2 } }, 6017, "offline_push_config_flag" },
        { Message.Text("t") with { OfflinePush = new() { Ios = new() { PushType = (IosOfflinePushType)5 } } }, 6017, "ios_offline_push_config_push_type" },
        { Message.Text("t") with { OfflinePush = new() { Android = new() { NotifyMode = AndroidNotifyMode.Custom } } }, 6017, "android_offline_push_config_notify_mode" },
        { Message.Text("t") with { OfflinePush = new() { Harmony = new() { IgnoreBadge = true } } }, 6017, "harmony_offline_push_config_ignore_badge" },
    };

    [Theory, MemberData(nameof(Uncarried), DisableDiscoveryEnumeration = true)]
    public async Task What_REST_cannot_carry_is_named_and_nothing_is_sent(Message message, int code, string named)
    {
        var stub = StubHandler.SendsAll();

        var results = await SendAsync(stub, Options, message, "a", "b");

        Assert.Contains(named, RestMessage.Validate(message), StringComparison.Ordinal);
        Assert.All(results.OneEach("a", "b").Values, result =>
        {
            Assert.Equal((code, SendOutcome.Failed), (result.Code, result.Outcome));
            Assert.Equal(RestMessage.Validate(message), result.Desc);
        });
        Assert.Empty(stub.Requests);
    }

    [Fact]
    public void A_place_that_is_not_finite_is_named()
    {
        Assert.Contains("location_elem_latitude", RestMessage.Validate(Message.Location(double.NaN, 1)), StringComparison.Ordinal);
        Assert.Contains("location_elem_longitude", RestMessage.Validate(Message.Location(1, double.PositiveInfinity)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_REST_can_carry_has_no_problem()
    {
        Assert.Null(RestMessage.Validate(Message.Of(Video)));
        Assert.Null(RestMessage.Validate(Message.Text("t") with { NeedReadReceipt = false, GroupAtUsers = [], CustomModerationConfigurationId = "", OfflinePush = new() { Ios = new() } }));
    }

    [Fact]
    public async Task A_message_that_came_back_from_a_send_can_be_sent_again()
    {
        var results = await SendAsync(StubHandler.SendsAll(), "a");

        Assert.Null(RestMessage.Validate(results[0].Message!));
    }
}
