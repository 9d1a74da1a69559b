namespace RxTim;

/// <summary>
/// The codes that a call or a result can be answered with, as far as they concern sending: Tencent's <c>TIMErrCode</c> of the SDK's
/// header <c>TIMErrorCode.h</c>, and those of the REST API.
/// </summary>
/// <remarks>
/// The names are ours; each constant's comment gives Tencent's. Apps may answer with codes of their own from 120001 to 130000, through
/// callbacks that the backend makes to their servers; nothing is known here of these.
/// </remarks>
public static partial class TimErrorCodes
{
    private static readonly Dictionary<int, Meaning> Meanings =
        SdkMeanings.Concat(ServerMeanings).ToDictionary(entry => entry.Code, entry => entry.Meaning);

    private enum CodeKind
    {
        /// <summary>It concerns this user or this request, and trying again gives the same.</summary>
        Final,

        /// <summary>Not sent, but trying again may do it.</summary>
        Transient,

        /// <summary>No other call will fare better.</summary>
        Fatal,

        /// <summary>Sent or not, no one can say.</summary>
        UnknownOutcome,
    }

    /// <summary>What the code means, in one English sentence, or <see langword="null"/> if it is not known here.</summary>
    /// <param name="code">A result's or a call's code, a <c>TIMResult</c> included.</param>
    public static string? Describe(int code) => Meanings.TryGetValue(code, out var meaning) ? meaning.Text : null;

    /// <summary>
    /// Whether the message was not sent and trying again later may succeed: too many requests, an overloaded or failing backend, a
    /// network that failed before the request had left.
    /// </summary>
    /// <param name="code">A result's or a call's code.</param>
    public static bool IsTransient(int code) => KindOf(code) == CodeKind.Transient;

    /// <summary>
    /// Whether a <em>call</em> that is answered with the code stops the whole send, because no other call will fare better: not
    /// initialised, not logged in, a bad UserSig, no right to call. In a user's result it is a failure like any other.
    /// </summary>
    /// <param name="code">A call's code, its <c>TIMResult</c> included.</param>
    public static bool IsFatal(int code) => KindOf(code) == CodeKind.Fatal;

    /// <summary>
    /// Whether the request may have reached the backend although no answer came or could be read, so that the message may have been
    /// sent or not.
    /// </summary>
    /// <param name="code">A result's or a call's code.</param>
    public static bool IsUnknownOutcome(int code) => KindOf(code) == CodeKind.UnknownOutcome;

    private static CodeKind KindOf(int code) => Meanings.TryGetValue(code, out var meaning) ? meaning.Kind : CodeKind.Final;

    private readonly record struct Meaning(string Text, CodeKind Kind = CodeKind.Final);
}
