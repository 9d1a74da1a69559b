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

        /// <summary>Not sent, because too much is being sent: trying again may do it, and slower.</summary>
        Throttled,

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
    public static bool IsTransient(int code) => KindOf(code) is CodeKind.Transient or CodeKind.Throttled;

    /// <summary>
    /// Whether the code says "too many calls": 7008, 9506, 9507, 10006, 60006 or 60007. The message was not sent. A
    /// <see cref="TimClient"/> slows down and sends it again by itself, see <see cref="RetryOptions"/>.
    /// </summary>
    /// <param name="code">A result's or a call's code.</param>
    /// <remarks>Each of these is transient too (<see cref="IsTransient"/>). Tencent's documents disagree on 60006: the SDK's header has
    /// it as an SDKAppID that is not valid, the REST API answers with it where there are too many calls. Here it is the latter; of an
    /// SDKAppID that is not valid one learns only after the tries are used up.</remarks>
    public static bool IsThrottled(int code) => KindOf(code) == CodeKind.Throttled;

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
