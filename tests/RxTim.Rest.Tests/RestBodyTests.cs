using System.Text.Json;
using System.Text.Json.Nodes;
using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

public class RestBodyTests
{
    [Fact]
    public async Task A_text_message_is_sent_as_its_exact_bytes()
    {
        var message = Message.Text("hé \"quoted\" \\ 😀\n\u0001") with { Rand = 19901224, Seq = 28360 };

        var json = await BodyOf(message, Options);

        Assert.Equal(
            """{"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"hé \"quoted\" \\ 😀\n\u0001"}}],"To_Account":["bonnie","röng"],"MsgRandom":19901224,"MsgSeq":28360}""",
            json);
    }

    [Theory]
    [InlineData("\"", "\\\"")]
    [InlineData("\\", "\\\\")]
    [InlineData("\n", "\\n")]
    [InlineData("\0", "\\u0000")]
    [InlineData("😀", "😀")]
    [InlineData("é\u2028<&'", "é\u2028<&'")]
    public async Task A_text_is_escaped_where_JSON_asks_for_it_wherever_that_stands(string special, string written)
    {
        for (var before = 0; before < 70; before++)
        {
            var (left, right) = (new string('a', before), new string('ü', 70 - before));
            Assert.Contains($"{{\"Text\":\"{left}{written}{right}\"}}", await BodyOf(Message.Text(left + special + right), Options), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_sent_as_the_replacement_character()
    {
        Assert.Equal("a\uFFFDb", JsonNode.Parse(await BodyOf(Message.Text("a\ud83db"), Options))!["MsgBody"]![0]!["MsgContent"]!["Text"]!.GetValue<string>());
    }

    public static TheoryData<MessageElement, string> Elements => new()
    {
        { new TextElement { Content = "" }, """{"MsgType":"TIMTextElem","MsgContent":{"Text":""}}""" },
        {
            new CustomElement { Data = "{\"a\":1}", Desc = "d", Ext = "e", Sound = "s.aiff" },
            """{"MsgType":"TIMCustomElem","MsgContent":{"Data":"{\"a\":1}","Desc":"d","Ext":"e","Sound":"s.aiff"}}"""
        },
        { new CustomElement { Data = "x" }, """{"MsgType":"TIMCustomElem","MsgContent":{"Data":"x"}}""" },
        { new FaceElement { Index = 7, Buf = "smile" }, """{"MsgType":"TIMFaceElem","MsgContent":{"Index":7,"Data":"smile"}}""" },
        {
            new LocationElement { Desc = "here", Latitude = 22.5, Longitude = -113.9123456789 },
            """{"MsgType":"TIMLocationElem","MsgContent":{"Desc":"here","Latitude":22.5,"Longitude":-113.9123456789}}"""
        },
        {
            new ImageElement
            {
                OrigPath = "/ignored.jpg", OrigId = "u1", OrigUrl = "https://x/0", OrigPicSize = 10, OrigPicWidth = 4, OrigPicHeight = 3,
                LargeUrl = "https://x/720", LargePicSize = 8, LargePicWidth = 2, LargePicHeight = 1, ThumbUrl = "https://x/198", Format = ImageFormat.Jpeg,
            },
            """
            {"MsgType":"TIMImageElem","MsgContent":{"UUID":"u1","ImageFormat":1,"ImageInfoArray":[
            {"Type":1,"Size":10,"Width":4,"Height":3,"URL":"https://x/0"},{"Type":2,"Size":8,"Width":2,"Height":1,"URL":"https://x/720"},
            {"Type":3,"Size":0,"Width":0,"Height":0,"URL":"https://x/198"}]}}
            """
        },
        {
            new ImageElement { OrigId = "u1", OrigUrl = "https://x/0" },
            """{"MsgType":"TIMImageElem","MsgContent":{"UUID":"u1","ImageFormat":255,"ImageInfoArray":[{"Type":1,"Size":0,"Width":0,"Height":0,"URL":"https://x/0"}]}}"""
        },
        {
            new SoundElement { Url = "https://x/s", FileId = "u2", FileSize = 62351, FileTime = 3 },
            """{"MsgType":"TIMSoundElem","MsgContent":{"Url":"https://x/s","UUID":"u2","Size":62351,"Second":3,"Download_Flag":2}}"""
        },
        {
            new FileElement { Url = "https://x/f", FileId = "u3", FileSize = 5_000_000_000, FileName = "f.zip" },
            """{"MsgType":"TIMFileElem","MsgContent":{"Url":"https://x/f","UUID":"u3","FileSize":5000000000,"FileName":"f.zip","Download_Flag":2}}"""
        },
        {
            new VideoElement
            {
                VideoUrl = "https://x/v", VideoId = "u4", VideoSize = 9, VideoDuration = 5, VideoType = "mp4",
                ImageUrl = "https://x/c", ImageId = "u5", ImageSize = 8, ImageWidth = 720, ImageHeight = 1280, ImageType = "JPG",
            },
            """
            {"MsgType":"TIMVideoFileElem","MsgContent":{"VideoUrl":"https://x/v","VideoUUID":"u4","VideoSize":9,"VideoSecond":5,"VideoFormat":"mp4",
            "VideoDownloadFlag":2,"ThumbUrl":"https://x/c","ThumbUUID":"u5","ThumbSize":8,"ThumbWidth":720,"ThumbHeight":1280,"ThumbFormat":"JPG","ThumbDownloadFlag":2}}
            """
        },
    };

    [Theory, MemberData(nameof(Elements), DisableDiscoveryEnumeration = true)]
    public async Task An_element_is_sent_as_REST_has_it(MessageElement element, string expected)
    {
        var body = JsonNode.Parse(await BodyOf(Message.Of(element), Options))!;

        JsonAssert.Same($"[{expected}]", body["MsgBody"]!.ToJsonString());
    }

    [Fact]
    public async Task Offline_push_is_sent_as_REST_has_it()
    {
        var push = new OfflinePush
        {
            Desc = "content",
            Ext = "{\"k\":1}",
            Flag = OfflinePushFlag.NoPush,
            Ios = new() { Title = "ios", Sound = "a.mp3", IgnoreBadge = true, PushType = IosOfflinePushType.Voip, Image = "https://x/i", InterruptionLevel = "passive", EnableBackgroundNotification = true, Subtitle = "sub" },
            Android = new()
            {
                Title = "all",
                Sound = "shake",
                NotifyMode = AndroidNotifyMode.Normal,
                VivoClassification = 1,
                VivoCategory = "IM",
                OppoChannelId = "o",
                OppoCategory = "IM",
                OppoNotifyLevel = 16,
                MeizuNotifyType = 1,
                XiaomiChannelId = "x",
                FcmChannelId = "f",
                HuaweiCategory = "H",
                HuaweiImage = "https://x/h",
                HonorImage = "https://x/n",
                FcmImage = "https://x/g",
                HuaweiChannelId = "hc",
                HuaweiImportance = "LOW",
                HuaweiExtAsIntentParam = true,
                HonorImportance = "NORMAL",
                PushStyle = 1,
            },
            Harmony = new() { Title = "harmony", Category = "IM", Image = "https://x/y", IgnoreBadge = false },
        };

        var body = JsonNode.Parse(await BodyOf(Message.Text("t") with { OfflinePush = push }, Options))!;

        JsonAssert.Same(
            """
            {"PushFlag":1,"Title":"all","Desc":"content","Ext":"{\"k\":1}",
            "AndroidInfo":{"Sound":"shake","VIVOClassification":1,"VIVOCategory":"IM","OPPOChannelID":"o",
            "OPPOCategory":"IM","OPPONotifyLevel":16,"MeiZuNoticeMsgType":1,"XiaoMiChannelID":"x","GoogleChannelID":"f",
            "HuaWeiChannelID":"hc","HuaWeiImportance":"LOW","HuaWeiCategory":"H","HuaWeiImage":"https://x/h","ExtAsHuaweiIntentParam":1,
            "HonorImage":"https://x/n","HonorImportance":"NORMAL","GoogleImage":"https://x/g","PushStyle":1},
            "ApnsInfo":{"Title":"ios","SubTitle":"sub","Sound":"a.mp3","BadgeMode":1,"InterruptionLevel":"passive","ContentAvailable":1,"IsVoipPush":1,
            "Image":"https://x/i","MutableContent":1},
            "HarmonyInfo":{"Title":"harmony","Category":"IM","Image":"https://x/y"}}
            """,
            body["OfflinePushInfo"]!.ToJsonString());
    }

    [Theory]
    [InlineData("all", null, null, null, """{"Title":"all"}""")]
    [InlineData("all", null, "ios", "harmony", """{"Title":"all","ApnsInfo":{"Title":"ios"},"HarmonyInfo":{"Title":"harmony"}}""")]
    [InlineData("all", "", "", null, """{"Title":"all","AndroidInfo":{},"ApnsInfo":{"Title":""}}""")]
    [InlineData("all", "android", null, null,
        """{"Title":"android","AndroidInfo":{},"ApnsInfo":{"Title":"all"},"HarmonyInfo":{"Title":"all"}}""")]
    [InlineData("all", "android", "ios", "",
        """{"Title":"android","AndroidInfo":{},"ApnsInfo":{"Title":"ios"},"HarmonyInfo":{"Title":"all"}}""")]
    [InlineData(null, "android", null, "harmony", """{"Title":"android","AndroidInfo":{},"HarmonyInfo":{"Title":"harmony"}}""")]
    public async Task A_notification_s_title_is_that_of_its_platform_else_that_of_all(
        string? all, string? android, string? ios, string? harmony, string expected)
    {
        var push = new OfflinePush
        {
            Title = all,
            Android = android is null ? null : new() { Title = android },
            Ios = ios is null ? null : new() { Title = ios },
            Harmony = harmony is null ? null : new() { Title = harmony },
        };

        var sent = JsonNode.Parse(await BodyOf(Message.Text("t") with { OfflinePush = push }, Options))!["OfflinePushInfo"]!;

        JsonAssert.Same(expected, sent.ToJsonString());
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("https://x/i", null, 1)]
    [InlineData("https://x/i", false, 0)]
    [InlineData(null, true, 1)]
    public async Task A_notification_with_a_picture_may_be_changed_unless_it_may_not(string? image, bool? mutable, int? sent)
    {
        var push = new OfflinePush { Ios = new() { Image = image, MutableContent = mutable, EnableBackgroundNotification = false } };

        var ios = JsonNode.Parse(await BodyOf(Message.Text("t") with { OfflinePush = push }, Options))!["OfflinePushInfo"]!["ApnsInfo"]!;

        Assert.Equal((sent, 0), (ios["MutableContent"]?.GetValue<int>(), ios["ContentAvailable"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Flags_custom_data_and_options_are_sent()
    {
        var message = Message.Text("t") with
        {
            CloudCustomStr = "c",
            IsOnlineMsg = true,
            NeedReadReceipt = true,
            IsExcludedFromUnreadCount = true,
            ExcludedFromLastMessage = true,
            ExcludedFromContentModeration = true,
            Rand = 1,
            Seq = 2,
            Priority = MessagePriority.High,
            CustomInt = 5,
            CustomStr = "mine",
            Sender = "not who sends",
            ServerTime = 4,
            Status = MessageStatus.Sent,
        };
        var options = Options with { From = "sender", SyncToSender = false, LifeTime = TimeSpan.FromMinutes(2), RespectMute = true };

        JsonAssert.Same(
            """
            {"From_Account":"sender","SyncOtherMachine":2,"MsgLifeTime":120,"OnlineOnlyFlag":1,"IsNeedReadReceipt":1,
            "SendMsgControl":["NoUnread","NoLastMsg","NoMsgCheck","WithMuteNotifications"],
            "MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"t"}}],"CloudCustomData":"c","To_Account":["bonnie","röng"],"MsgRandom":1,"MsgSeq":2}
            """,
            await BodyOf(message, options));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Sync_to_sender_has_its_numbers(bool sync, int expected)
    {
        var body = JsonNode.Parse(await BodyOf(Message.Text("t"), Options with { SyncToSender = sync, OnlineOnly = true }))!;

        Assert.Equal((expected, 1), (body["SyncOtherMachine"]!.GetValue<int>(), body["OnlineOnlyFlag"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_random_and_sequence_are_the_same_for_all_calls_of_a_send_and_others_for_the_next()
    {
        var stub = StubHandler.SendsAll();
        var transport = new RestTransport(new HttpClient(stub), Options);
        await SendAsync(transport, new() { IdentifiersPerCall = 1 }, Message.Text("t"), "a", "b");
        await SendAsync(transport, new() { IdentifiersPerCall = 1 }, Message.Text("t"), "a", "b");

        var stamps = stub.Requests.Select(request => JsonNode.Parse(request.Body)!).Select(body => (body["MsgRandom"]!.GetValue<uint>(), body["MsgSeq"]!.GetValue<uint>())).ToList();
        Assert.Equal(4, stamps.Count);
        Assert.Equal(2, stamps.Distinct().Count());
    }

    [Fact]
    public async Task The_address_says_who_calls_and_the_length_is_known()
    {
        var stub = StubHandler.SendsAll();
        await SendAsync(stub, Options with { Admin = "ad min&x", Domain = new Uri("http://localhost:1234/im") }, Message.Text("t"), "a");

        var request = Assert.Single(stub.Requests);
        Assert.Equal("http://localhost:1234/im/v4/openim/batchsendmsg", request.Uri.GetLeftPart(UriPartial.Path));
        Assert.Equal((App.ToString(), "ad min&x", "json"), (request.Query("sdkappid"), request.Query("identifier"), request.Query("contenttype")));
        Assert.True(uint.TryParse(request.Query("random"), out _));
        Assert.True(UserSig.Verify(request.UserSig, App, Secret, "ad min&x", DateTimeOffset.UtcNow).IsValid);
        Assert.Equal(request.Body.Length, request.ContentLength);
    }

    [Fact]
    public async Task At_most_500_identifiers_go_into_a_call()
    {
        var stub = StubHandler.SendsAll();
        var identifiers = Enumerable.Range(0, 1201).Select(i => $"u{i}").ToArray();

        var results = await SendAsync(stub, identifiers);

        results.OneEach(identifiers);
        Assert.Equal([201, 500, 500], stub.Requests.Select(request => JsonNode.Parse(request.Body)!["To_Account"]!.AsArray().Count).Order());
    }

    private static async Task<string> BodyOf(Message message, RestTransportOptions options)
    {
        var stub = StubHandler.SendsAll();
        await SendAsync(stub, options, message, "bonnie", "röng");
        var request = Assert.Single(stub.Requests);
        using var valid = JsonDocument.Parse(request.Body);
        return request.Json;
    }
}
