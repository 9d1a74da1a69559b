namespace RxTim;

/// <summary>What a message element is: <c>elem_type</c>, Tencent's <c>TIMElemType</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum ElementType
{
    /// <summary>Of no known type. <c>kTIMElem_Invalid</c>.</summary>
    Invalid = -1,

    /// <summary>Text. <c>kTIMElem_Text</c>.</summary>
    Text = 0,

    /// <summary>A picture. <c>kTIMElem_Image</c>.</summary>
    Image = 1,

    /// <summary>A sound. <c>kTIMElem_Sound</c>.</summary>
    Sound = 2,

    /// <summary>Data of the app's own. <c>kTIMElem_Custom</c>.</summary>
    Custom = 3,

    /// <summary>A file. <c>kTIMElem_File</c>.</summary>
    File = 4,

    /// <summary>What happened in a group; never sent by a client. <c>kTIMElem_GroupTips</c>.</summary>
    GroupTips = 5,

    /// <summary>A sticker from a set of the app's own. <c>kTIMElem_Face</c>.</summary>
    Face = 6,

    /// <summary>A place on Earth. <c>kTIMElem_Location</c>.</summary>
    Location = 7,

    /// <summary>A notice about a group to one user; never sent by a client. <c>kTIMElem_GroupReport</c>.</summary>
    GroupReport = 8,

    /// <summary>A video. <c>kTIMElem_Video</c>.</summary>
    Video = 9,

    /// <summary>A change among friends. <c>kTIMElem_FriendChange</c>.</summary>
    FriendChange = 10,

    /// <summary>A change of a profile. <c>kTIMElem_ProfileChange</c>.</summary>
    ProfileChange = 11,

    /// <summary>Several messages merged into one. <c>kTIMElem_Merge</c>.</summary>
    Merge = 12,
}
