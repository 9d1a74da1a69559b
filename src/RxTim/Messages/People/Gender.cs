namespace RxTim;

/// <summary>A user's gender: <c>user_profile_gender</c>, Tencent's <c>TIMGenderType</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum Gender
{
    /// <summary>Not known. <c>kTIMGenderType_Unknown</c>.</summary>
    Unknown = 0,

    /// <summary>Male. <c>kTIMGenderType_Male</c>.</summary>
    Male = 1,

    /// <summary>Female. <c>kTIMGenderType_Female</c>.</summary>
    Female = 2,
}
