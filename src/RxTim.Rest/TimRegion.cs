namespace RxTim.Rest;

/// <summary>Where an app's data is kept, which its console says; each region has a domain of its own: see
/// <see cref="RestDomains"/>.</summary>
public enum TimRegion
{
    /// <summary>China: <c>console.tim.qq.com</c>.</summary>
    China,

    /// <summary>Singapore: <c>adminapisgp.im.qcloud.com</c>.</summary>
    Singapore,

    /// <summary>Seoul: <c>adminapikr.im.qcloud.com</c>.</summary>
    Seoul,

    /// <summary>Tokyo: <c>adminapijpn.im.qcloud.com</c>.</summary>
    Tokyo,

    /// <summary>Frankfurt: <c>adminapiger.im.qcloud.com</c>.</summary>
    Frankfurt,

    /// <summary>Silicon Valley: <c>adminapiusa.im.qcloud.com</c>.</summary>
    SiliconValley,

    /// <summary>Jakarta: <c>adminapiidn.im.qcloud.com</c>.</summary>
    Jakarta,
}
