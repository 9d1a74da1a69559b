namespace RxTim;

/// <summary>The format of a picture: <c>image_elem_format</c>. The names are ours; the header gives only numbers.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum ImageFormat
{
    /// <summary>JPEG. <c>1</c>.</summary>
    Jpeg = 1,

    /// <summary>GIF. <c>2</c>.</summary>
    Gif = 2,

    /// <summary>PNG. <c>3</c>.</summary>
    Png = 3,

    /// <summary>BMP. <c>4</c>.</summary>
    Bmp = 4,

    /// <summary>Not known. <c>0xff</c>.</summary>
    Unknown = 255,
}
