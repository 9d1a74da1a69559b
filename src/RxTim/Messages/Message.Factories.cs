namespace RxTim;

public sealed partial record Message
{
    /// <summary>In <see cref="GroupAtUsers"/>, mentions all members. <c>kImSDK_MessageAtALL</c>.</summary>
    public const string AtAll = "__kImSDK_MessageAtALL__";

    /// <summary>A message of the elements, in this order.</summary>
    /// <param name="elements">At least one to be sent.</param>
    /// <exception cref="ArgumentException">An element is null.</exception>
    public static Message Of(params MessageElement[] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return new() { Elements = elements };
    }

    /// <summary>A message of one text.</summary>
    /// <param name="text">Any Unicode text; half a surrogate pair is sent as U+FFFD.</param>
    public static Message Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(new TextElement { Content = text });
    }

    /// <summary>A message of data of the app's own, which the backend only passes on.</summary>
    /// <param name="data">The data, as text.</param>
    /// <param name="desc">What it is, in words.</param>
    /// <param name="ext">Data for the push to users who are offline.</param>
    /// <param name="sound">A sound of the app's own.</param>
    public static Message Custom(string data, string? desc = null, string? ext = null, string? sound = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(new CustomElement { Data = data, Desc = desc, Ext = ext, Sound = sound });
    }

    /// <summary>A message of one sticker from a set of the app's own.</summary>
    /// <param name="index">Which one of the set.</param>
    /// <param name="buf">Data of the app's own, as text.</param>
    public static Message Face(long index, string? buf = null) => Of(new FaceElement { Index = index, Buf = buf });

    /// <summary>A message of one place.</summary>
    /// <param name="latitude">Degrees north; finite.</param>
    /// <param name="longitude">Degrees east; finite.</param>
    /// <param name="desc">What is there.</param>
    public static Message Location(double latitude, double longitude, string? desc = null) =>
        Of(new LocationElement { Desc = desc, Longitude = longitude, Latitude = latitude });

    /// <summary>A message of one picture.</summary>
    /// <param name="path">The file, as the backend's machine sees it.</param>
    /// <param name="level">How much it is compressed.</param>
    public static Message Image(string path, ImageLevel level = ImageLevel.Compressed)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Of(new ImageElement { OrigPath = path, Level = level });
    }

    /// <summary>A message of one file.</summary>
    /// <param name="path">The file, as the backend's machine sees it.</param>
    /// <param name="name">The name to show.</param>
    /// <param name="size">Its size in bytes.</param>
    public static Message File(string path, string name, long size)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(name);
        return Of(new FileElement { FilePath = path, FileName = name, FileSize = size });
    }
}
