namespace RxTim;

/// <summary>How much a picture is compressed to be sent: <c>image_elem_level</c>, Tencent's <c>TIMImageLevel</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum ImageLevel
{
    /// <summary>As it is. <c>kTIMImageLevel_Orig</c>.</summary>
    Original = 0,

    /// <summary>Small; the SDK's default. <c>kTIMImageLevel_Compression</c>.</summary>
    Compressed = 1,

    /// <summary>Large. <c>kTIMImageLevel_HD</c>.</summary>
    HighDefinition = 2,
}
