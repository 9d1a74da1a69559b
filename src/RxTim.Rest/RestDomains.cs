namespace RxTim.Rest;

/// <summary>The domains of the REST API, by region. Source: the API's documentation.</summary>
public static class RestDomains
{
    /// <summary>China.</summary>
    public static Uri China { get; } = new("https://console.tim.qq.com/");

    /// <summary>Singapore.</summary>
    public static Uri Singapore { get; } = new("https://adminapisgp.im.qcloud.com/");

    /// <summary>Seoul.</summary>
    public static Uri Seoul { get; } = new("https://adminapikr.im.qcloud.com/");

    /// <summary>Tokyo.</summary>
    public static Uri Tokyo { get; } = new("https://adminapijpn.im.qcloud.com/");

    /// <summary>Frankfurt.</summary>
    public static Uri Frankfurt { get; } = new("https://adminapiger.im.qcloud.com/");

    /// <summary>Silicon Valley.</summary>
    public static Uri SiliconValley { get; } = new("https://adminapiusa.im.qcloud.com/");

    /// <summary>Jakarta.</summary>
    public static Uri Jakarta { get; } = new("https://adminapiidn.im.qcloud.com/");

    /// <summary>The domain of a region.</summary>
    /// <param name="region">The region.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static Uri Of(TimRegion region) => region switch
    {
        TimRegion.China => China,
        TimRegion.Singapore => Singapore,
        TimRegion.Seoul => Seoul,
        TimRegion.Tokyo => Tokyo,
        TimRegion.Frankfurt => Frankfurt,
        TimRegion.SiliconValley => SiliconValley,
        TimRegion.Jakarta => Jakarta,
        _ => throw new ArgumentOutOfRangeException(nameof(region), region, "Not a value of TimRegion."),
    };
}
