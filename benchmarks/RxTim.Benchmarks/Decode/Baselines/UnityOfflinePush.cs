namespace RxTim.Benchmarks;

/// <summary>How a message is pushed.</summary>
public sealed class UnityOfflinePush
{
    public string? OfflinePushConfigDesc { get; set; }

    public string? OfflinePushConfigExt { get; set; }

    public int OfflinePushConfigFlag { get; set; }

    public UnityIosPush? OfflinePushConfigIosConfig { get; set; }

    public UnityAndroidPush? OfflinePushConfigAndroidConfig { get; set; }
}

/// <summary>On iOS.</summary>
public sealed class UnityIosPush
{
    public string? IosOfflinePushConfigTitle { get; set; }

    public string? IosOfflinePushConfigSound { get; set; }

    public bool IosOfflinePushConfigIgnoreBadge { get; set; }

    public int IosOfflinePushConfigPushType { get; set; }

    public string? IosOfflinePushConfigImage { get; set; }
}

/// <summary>On Android.</summary>
public sealed class UnityAndroidPush
{
    public string? AndroidOfflinePushConfigTitle { get; set; }

    public string? AndroidOfflinePushConfigSound { get; set; }

    public int AndroidOfflinePushConfigNotifyMode { get; set; }

    public long AndroidOfflinePushConfigVivoClassification { get; set; }

    public string? AndroidOfflinePushConfigVivoCategory { get; set; }

    public string? AndroidOfflinePushConfigOppoChannelId { get; set; }

    public string? AndroidOfflinePushConfigXiaomiChannelId { get; set; }

    public string? AndroidOfflinePushConfigFcmChannelId { get; set; }

    public string? AndroidOfflinePushConfigHuaweiCategory { get; set; }

    public string? AndroidOfflinePushConfigHuaweiImage { get; set; }

    public string? AndroidOfflinePushConfigHonorImage { get; set; }

    public string? AndroidOfflinePushConfigFcmImage { get; set; }
}
