namespace RxTim.Rest;

/// <summary>What came of verifying a UserSig.</summary>
public sealed record UserSigVerification
{
    internal UserSigVerification(int code, string reason, UserSigContent? content)
    {
        Code = code;
        Reason = reason;
        Content = content;
    }

    /// <summary>Whether it proves what it was to prove.</summary>
    public bool IsValid => Code == TimErrorCodes.Success;

    /// <summary>0 if it is valid, else the code that Tencent answers with: 70001 expired, 70002 empty, 70003 unreadable, 70005 too long,
    /// 70009 signed with another key, 70013 for another identifier, 70014 for another app.</summary>
    public int Code { get; }

    /// <summary>Why it is not valid, in one sentence without the UserSig; empty if it is.</summary>
    public string Reason { get; }

    /// <summary>What it says, as far as it can be read; not to be trusted unless <see cref="IsValid"/>.</summary>
    public UserSigContent? Content { get; }
}
