namespace RxTim.Tests;

/// <summary>Keys that SDKs later than 8.0 have: each is a property, both ways, and none is lost.</summary>
public sealed class NewerKeysTests
{
    // Where each key stands, with a value, and what the model says then.
    public static TheoryData<string, string, Func<Message, object?>, object> Keys => new()
    {
        { "message_disable_cloud_message_pre_hook", "true", static m => m.DisableCloudMessagePreHook, true },
        { "message_disable_cloud_message_post_hook", "false", static m => m.DisableCloudMessagePostHook, false },
        { "message_excluded_from_muting", "true", static m => m.ExcludedFromMuting, true },
        { "message_sender_tiny_id", "18446744073709551615", static m => m.SenderTinyId, ulong.MaxValue },
        { "message_receiver_tiny_id", "144115198244471703", static m => m.ReceiverTinyId, 144115198244471703ul },
        { "message_custom_int", "-1", static m => m.CustomInt, -1L },
        { "message_custom_int", "4294967295", static m => m.CustomInt, 4294967295L },
        { "2/sound_elem_download_flag", "2", static m => ((SoundElement)m.Elements![0]).DownloadFlag, 2L },
        { "4/file_elem_download_flag", "1", static m => ((FileElement)m.Elements![0]).DownloadFlag, 1L },
        { "9/video_elem_video_download_flag", "0", static m => ((VideoElement)m.Elements![0]).VideoDownloadFlag, 0L },
        { "9/video_elem_image_download_flag", "2", static m => ((VideoElement)m.Elements![0]).ImageDownloadFlag, 2L },
        { "push/offline_push_config_title", "\"t\"", static m => m.OfflinePush!.Title, "t" },
        { "android/android_offline_push_config_oppo_category", "\"IM\"", static m => m.OfflinePush!.Android!.OppoCategory, "IM" },
        { "android/android_offline_push_config_oppo_notify_level", "16", static m => m.OfflinePush!.Android!.OppoNotifyLevel, 16L },
        { "android/android_offline_push_config_honor_importance", "\"LOW\"", static m => m.OfflinePush!.Android!.HonorImportance, "LOW" },
        { "android/android_offline_push_config_meizu_notify_type", "1", static m => m.OfflinePush!.Android!.MeizuNotifyType, 1L },
        { "ios/ios_offline_push_config_interruption_level", "\"passive\"", static m => m.OfflinePush!.Ios!.InterruptionLevel, "passive" },
        { "ios/ios_offline_push_config_enable_background_notification", "true", static m => m.OfflinePush!.Ios!.EnableBackgroundNotification, true },
        { "harmony/harmony_offline_push_config_title", "\"t\"", static m => m.OfflinePush!.Harmony!.Title, "t" },
        { "harmony/harmony_offline_push_config_image", "\"i\"", static m => m.OfflinePush!.Harmony!.Image, "i" },
        { "harmony/harmony_offline_push_config_category", "\"c\"", static m => m.OfflinePush!.Harmony!.Category, "c" },
        { "harmony/harmony_offline_push_config_ignore_badge", "false", static m => m.OfflinePush!.Harmony!.IgnoreBadge, false },
        { "member/group_member_info_remark", "\"r\"", static m => m.SenderGroupMemberInfo!.Remark, "r" },
        { "member/group_member_info_is_online", "true", static m => m.SenderGroupMemberInfo!.IsOnline, true },
        { "member/group_member_info_is_online", "\"false\"", static m => m.SenderGroupMemberInfo!.IsOnline, false },
        { "member/group_member_info_online_devices", "[\"iOS\",\"Web\"]", static m => string.Join('+', m.SenderGroupMemberInfo!.OnlineDevices!), "iOS+Web" },
        {
            "member/group_member_info_custom_info",
            """[{"group_member_info_custom_string_info_key":"k","group_member_info_custom_string_info_value":"v"}]""",
            static m => m.SenderGroupMemberInfo!.CustomInfo!["k"], "v"
        },
        {
            "member/group_member_info_custom_info", """[{"group_info_custom_string_info_key":"k","group_info_custom_string_info_value":"v"}]""",
            static m => m.SenderGroupMemberInfo!.CustomInfo!["k"], "v"
        },
    };

    [Theory, MemberData(nameof(Keys))]
    public void A_key_is_a_property_and_goes_out_as_it_came(string place, string value, Func<Message, object?> read, object expected)
    {
        var json = $$"""{"msg_batch_send_param_identifier_array":["a"],"msg_batch_send_param_msg":{{MessageWith(place, value)}}}""";
        var param = MsgBatchSendParam.Parse(json);
        Assert.Equal(expected, read(param.Message));
        JsonAssert.Same(json, param.ToJson());
        if (!place.StartsWith("member/", StringComparison.Ordinal))
            Assert.DoesNotContain(place.Split('/')[^1], UnknownKeys(param.Message));
    }

    [Fact]
    public void Keys_that_are_set_are_written()
    {
        var message = Message.Of(
            new SoundElement { DownloadFlag = 1 }, new FileElement { DownloadFlag = 2 }, new VideoElement { VideoDownloadFlag = 3, ImageDownloadFlag = 4 }) with
        {
            CustomInt = -2_147_483_648,
            DisableCloudMessagePreHook = true,
            DisableCloudMessagePostHook = false,
            ExcludedFromMuting = true,
            SenderTinyId = 5,
            ReceiverTinyId = 6,
            OfflinePush = new()
            {
                Title = "t",
                Ios = new() { InterruptionLevel = "active", EnableBackgroundNotification = true },
                Android = new() { OppoCategory = "c", OppoNotifyLevel = 2, HonorImportance = "NORMAL", MeizuNotifyType = 1 },
                Harmony = new() { Title = "h", Image = "i", Category = "c", IgnoreBadge = true },
            },
            SenderGroupMemberInfo = new()
            {
                Remark = "r",
                IsOnline = false,
                OnlineDevices = ["Web"],
                CustomInfo = new Dictionary<string, string> { ["k"] = "v\"" },
            },
        };
        const string Json = """
            {"message_elem_array":[{"elem_type":2,"sound_elem_download_flag":1},{"elem_type":4,"file_elem_download_flag":2},
            {"elem_type":9,"video_elem_video_download_flag":3,"video_elem_image_download_flag":4}],
            "message_custom_int":-2147483648,"message_disable_cloud_message_pre_hook":true,"message_disable_cloud_message_post_hook":false,
            "message_excluded_from_muting":true,"message_sender_tiny_id":5,"message_receiver_tiny_id":6,
            "message_offline_push_config":{"offline_push_config_title":"t",
            "offline_push_config_ios_config":{"ios_offline_push_config_interruption_level":"active","ios_offline_push_config_enable_background_notification":true},
            "offline_push_config_android_config":{"android_offline_push_config_oppo_category":"c","android_offline_push_config_oppo_notify_level":2,
            "android_offline_push_config_honor_importance":"NORMAL","android_offline_push_config_meizu_notify_type":1},
            "offline_push_config_harmony_config":{"harmony_offline_push_config_title":"h","harmony_offline_push_config_image":"i",
            "harmony_offline_push_config_category":"c","harmony_offline_push_config_ignore_badge":true}},
            "message_sender_group_member_info":{"group_member_info_remark":"r","group_member_info_is_online":false,"group_member_info_online_devices":["Web"],
            "group_member_info_custom_info":[{"group_member_info_custom_string_info_key":"k","group_member_info_custom_string_info_value":"v\""}]}}
            """;
        JsonAssert.Same(Json, message.ToJson());
        Assert.Equal(message, Message.Parse(Json));
    }

    [Theory]
    [InlineData("group_member_info_is_online", "\"maybe\"")]
    [InlineData("group_member_info_is_online", "7")]
    [InlineData("group_member_info_online_devices", "\"\"")]
    [InlineData("group_member_info_online_devices", "[1]")]
    [InlineData("group_member_info_custom_info", "{}")]
    [InlineData("group_member_info_custom_info", "[{\"group_member_info_custom_string_info_key\":\"k\"}]")]
    [InlineData("group_member_info_custom_info", "[7]")]
    public void A_member_s_value_of_another_form_is_no_property_and_is_kept(string key, string value)
    {
        var json = $$"""{"message_sender_group_member_info":{"{{key}}":{{value}} } }""";
        var message = Message.Parse(json);
        var member = message.SenderGroupMemberInfo!;
        Assert.Equal((null, null, null), (member.IsOnline, (object?)member.OnlineDevices, (object?)member.CustomInfo));
        JsonAssert.Same(json, message.ToJson());
    }

    [Fact]
    public void A_member_copied_with_another_value_leaves_the_first_as_it_is()
    {
        var first = new GroupMemberInfo { IsOnline = true };
        var second = first with { IsOnline = null, OnlineDevices = ["iOS"] };
        Assert.True(first.IsOnline);
        Assert.Null(first.OnlineDevices);
        Assert.Null(second.IsOnline);
        Assert.Equal(first, second with { IsOnline = true, OnlineDevices = null });
        Assert.Equal(new GroupMemberInfo(), first with { IsOnline = null });
    }

    private static string MessageWith(string place, string value)
    {
        var key = place.Split('/')[^1];
        var pair = $"\"{key}\":{value}";
        return place.Split('/') is not [var within, _] ? $"{{{pair}}}" : within switch
        {
            "push" => $"{{\"message_offline_push_config\":{{{pair}}}}}",
            "android" or "ios" or "harmony" => $"{{\"message_offline_push_config\":{{\"offline_push_config_{within}_config\":{{{pair}}}}}}}",
            "member" => $"{{\"message_sender_group_member_info\":{{{pair}}}}}",
            var type => $"{{\"message_elem_array\":[{{\"elem_type\":{type},{pair}}}]}}",
        };
    }

    // Of the message and all in it.
    private static IEnumerable<string> UnknownKeys(WireObject owner) =>
        (owner.UnknownKeys?.Keys ?? []).Concat(owner.GetType().GetProperties()
            .Where(static property => property.GetIndexParameters().Length == 0 && property.CanRead)
            .Select(property => property.GetValue(owner))
            .SelectMany(static value => value switch
            {
                WireObject inner => UnknownKeys(inner),
                IEnumerable<WireObject> items => items.SelectMany(UnknownKeys),
                _ => [],
            }));
}
