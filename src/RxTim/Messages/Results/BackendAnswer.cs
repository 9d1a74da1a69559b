using System.Text.Json;

namespace RxTim;

/// <summary>What a backend said, apart from whom it said it of: the results of a call mostly have one in common, which makes each of them a
/// third smaller.</summary>
/// <param name="code">0 for sent, else the failure's code.</param>
/// <param name="desc">The code's description; mended where it is no text.</param>
/// <param name="outcome">What became of the message.</param>
internal sealed class BackendAnswer(int code, string desc, SendOutcome outcome)
{
    /// <summary>The message was sent, and nothing else is said.</summary>
    public static readonly BackendAnswer Success = new(TimErrorCodes.Success, "", SendOutcome.Sent);

    public int Code { get; } = code;

    public string Desc { get; } = Utf8Text.Mend(desc);

    public SendOutcome Outcome { get; } = outcome;

    /// <summary>Null if it was not given.</summary>
    public string? MsgKey { get; init; }

    /// <summary>Null if there are none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? UnknownKeys { get; init; }

    public static BackendAnswer Of(int code, string desc, SendOutcome outcome) =>
        code == TimErrorCodes.Success && desc.Length == 0 && outcome == SendOutcome.Sent ? Success : new(code, desc, outcome);

    public BackendAnswer WithKey(string? msgKey) =>
        msgKey == MsgKey ? this : new(Code, Desc, Outcome) { MsgKey = msgKey, UnknownKeys = UnknownKeys };

    /// <summary>The same where an attempt before may have arrived, so that nobody knows.</summary>
    public BackendAnswer AsDoubt() =>
        new(Code, $"{Desc} (an attempt before was not answered, so whether the message was sent is unknown)", SendOutcome.Unknown)
        {
            UnknownKeys = UnknownKeys,
        };
}
