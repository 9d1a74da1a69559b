using System.Runtime.CompilerServices;

namespace RxTim.Rest;

/// <summary>
/// Sends over the server REST API of Tencent Cloud Chat (<c>v4/openim/batchsendmsg</c>): up to 500 identifiers a call.
/// </summary>
/// <remarks>
/// <para>
/// A message that REST cannot carry (<see cref="RestMessage"/>) is refused before anything is sent. An answer is read as it comes: each
/// account that it lists gives its failure, and the others are sent to, with a message that has the random, sequence and time of the
/// answer's <c>MsgKey</c>; where it lists one that was not asked for, somebody is meant by it, and the others are unknown. A call's own
/// code refuses the identifiers that are not listed, or stops the send
/// (<see cref="MsgBatchCall.Refuse"/>). If that is 70001 (<see cref="TimErrorCodes.UserSigExpired"/>) and the UserSig can be renewed, it
/// is, and the call is made once more, for nothing was sent.
/// </para>
/// <list type="table">
/// <listheader><term>What happens</term><description>What the call's identifiers give</description></listheader>
/// <item><term>No connection: refused, no such name, no way, TLS, proxy</term><description>Failed with 9508, 9510, 9511 or 9512, which are
/// transient: nothing left.</description></item>
/// <item><term>No connection within <see cref="RestTransportOptions.ConnectTimeout"/>, or within the client's
/// <see cref="TimClientOptions.ResultTimeout"/></term><description>Failed with 9510 (<see cref="TimErrorCodes.ConnectTimeout"/>),
/// transient: nothing left, and nothing will.</description></item>
/// <item><term>The connection breaks after the request began to leave, before a whole answer</term><description>Unknown, 6201
/// (<see cref="TimErrorCodes.ReplyNoNetwork"/>).</description></item>
/// <item><term>No answer within <see cref="HttpClient.Timeout"/></term><description>Unknown, 9520
/// (<see cref="TimErrorCodes.WaitAckTimeout"/>); failed with 9510 if nothing left.</description></item>
/// <item><term>HTTP 3xx other than 303</term><description>Failed with 6010 (<see cref="TimErrorCodes.HttpRequestFailed"/>): the server
/// sent the request elsewhere, and a message is not sent after it.</description></item>
/// <item><term>HTTP 303, or a redirect that the handler followed (<c>AllowAutoRedirect</c>, which is best off)</term><description>Unknown,
/// 6001 or 6201: which it was is not seen, and the server may have done its work.</description></item>
/// <item><term>HTTP 429</term><description>Failed with 60018 (<see cref="TimErrorCodes.RequestFrequencyLimit"/>),
/// transient. A <c>Retry-After</c>, of a 503 too, keeps all calls of the client back for as long, up to
/// <see cref="RestTransportOptions.MaxPause"/>.</description></item>
/// <item><term>HTTP 408</term><description>Failed with 9519 (<see cref="TimErrorCodes.WaitSendTimeout"/>), transient: the server did not
/// get the whole request.</description></item>
/// <item><term>Any other HTTP 4xx</term><description>Failed with 6010: the server or a proxy refused the request.</description></item>
/// <item><term>HTTP 5xx</term><description>Unknown, 6001 (<see cref="TimErrorCodes.ParseResponseFailed"/>): the server, or one behind a
/// gateway, may have done its work.</description></item>
/// <item><term>HTML of a proxy, malformed or truncated JSON, no API's answer, more than
/// <see cref="RestTransportOptions.MaxResponseBytes"/></term><description>Unknown, 6001, for what was not read before the
/// fault.</description></item>
/// </list>
/// <para>
/// The <see cref="HttpClient"/> is the caller's: nothing is set on it, and it is not disposed, so that one of <c>IHttpClientFactory</c>
/// will do. A handler that tries again by itself does not send a message twice unsaid: a call's body leaves once, and the second attempt
/// makes the outcome unknown (6201). Where another handler has read the body, to log it, the second attempt cannot be stopped, and the
/// outcome is unknown all the same. A <see cref="SendOnceHandler"/> as the last handler stops both, and lets the first answer count. A
/// handler that tries again is best kept from a POST: the standard resilience handler by <c>Retry.DisableForUnsafeHttpMethods()</c>, and
/// its <c>AttemptTimeout</c> and <c>TotalRequestTimeout</c>, 10 and 30 s, should not be under the client's
/// <see cref="TimClientOptions.ResultTimeout"/>. The UserSig is in each request's address; it is in no text that comes from here, but
/// what the handlers of the HttpClient write down is theirs (those of .NET leave queries out).
/// </para>
/// </remarks>
public sealed class RestTransport : IMsgBatchTransport
{
    private readonly HttpClient http;
    private readonly RestTransportOptions options;
    private readonly UserSigCache userSigs;

    // Bodies by message, each encoded once and gone with its message.
    private readonly ConditionalWeakTable<Message, RestBody> bodies = [];

    /// <summary>Makes a transport.</summary>
    /// <param name="http">What requests go through. Its <see cref="HttpClient.Timeout"/> should not be under the client's
    /// <see cref="TimClientOptions.ResultTimeout"/>.</param>
    /// <param name="options">Who calls, and where.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    public RestTransport(HttpClient http, RestTransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        this.http = http;
        this.options = options;
        userSigs = new UserSigCache(options);
    }

    /// <summary>500 identifiers a call, no identifier twice in one; 16 calls at a time, which at 200 calls a second allows each
    /// 80 ms.</summary>
    public MsgBatchLimits Limits { get; } = new()
    {
        MaxIdentifiersPerCall = 500,
        BestIdentifiersPerCall = 500,
        BestCallsInFlight = 16,
        MaxBytesPerCall = 1 << 20,
        DistinctIdentifiersPerCall = true,
    };

    /// <inheritdoc/>
    public void Send(MsgBatchCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var body = bodies.GetValue(call.Message, message => new RestBody(message, options));
        if (body.Problem is { } problem)
            call.Refuse(problem.Code, problem.Text);
        else
            _ = new RestCall(http, options, userSigs, call, body).RunAsync();
    }

    /// <summary>Where it sends to, without who and without the UserSig.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{nameof(RestTransport)} to {options.Domain.Host}";
}
