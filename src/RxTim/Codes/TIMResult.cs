namespace RxTim;

/// <summary>What an API call of ImSDK returns at once, before any callback (<c>enum TIMResult</c> of the C header).</summary>
public enum TIMResult
{
    /// <summary>The call was taken; the callback follows. <c>TIM_SUCC</c></summary>
    Succ = 0,

    /// <summary>The SDK is not initialised, or the client is disposed. <c>TIM_ERR_SDKUNINIT</c></summary>
    ErrSdkUninit = -1,

    /// <summary>No user is logged in. <c>TIM_ERR_NOTLOGIN</c></summary>
    ErrNotLogin = -2,

    /// <summary>The JSON is malformed or has a wrong key. <c>TIM_ERR_JSON</c></summary>
    ErrJson = -3,

    /// <summary>A parameter is missing or wrong. <c>TIM_ERR_PARAM</c></summary>
    ErrParam = -4,

    /// <summary>The conversation is not valid. <c>TIM_ERR_CONV</c></summary>
    ErrConv = -5,

    /// <summary>The group is not valid. <c>TIM_ERR_GROUP</c></summary>
    ErrGroup = -6,
}
