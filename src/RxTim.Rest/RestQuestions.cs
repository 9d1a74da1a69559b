using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace RxTim.Rest;

/// <summary>Calls of the REST API that are asked and answered one at a time, and fail with an exception.</summary>
/// <remarks>What an exception of HttpClient says may have the UserSig in it, so it is not passed on.</remarks>
internal sealed class RestQuestions
{
    private readonly HttpClient http;
    private readonly RestTransportOptions options;
    private readonly UserSigCache userSigs;

    public RestQuestions(HttpClient http, RestTransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        this.http = http;
        this.options = options;
        userSigs = new UserSigCache(options);
    }

    /// <summary>Asks, and once more with another UserSig if the backend calls the first expired.</summary>
    /// <param name="path">The call.</param>
    /// <param name="body">Its JSON.</param>
    /// <param name="failure">What is said before the reason if there is no answer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer's JSON, with the <c>ErrorCode</c> that it has, 0 or another.</returns>
    /// <exception cref="TimException">There is none. The code leaves the outcome unknown (<see cref="TimErrorCodes.IsUnknownOutcome"/>)
    /// if the request may have been heeded all the same.</exception>
    public async Task<(int Code, JsonElement Answer)> AskAsync(
        string path, byte[] body, string failure, CancellationToken cancellationToken)
    {
        var userSig = await UserSigAsync(expired: null, cancellationToken).ConfigureAwait(false);
        var (code, answer) = await AskOnceAsync(path, body, userSig, failure, cancellationToken).ConfigureAwait(false);
        if (code != TimErrorCodes.UserSigExpired || !userSigs.CanRenew)
            return (code, answer);
        userSig = await UserSigAsync(expired: userSig, cancellationToken).ConfigureAwait(false);
        return await AskOnceAsync(path, body, userSig, failure, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> UserSigAsync(string? expired, CancellationToken cancellationToken)
    {
        try
        {
            return await userSigs.GetAsync(expired, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimException(TimErrorCodes.UserSigEmpty, $"The source of UserSigs failed with {failed.GetType().Name}.");
        }
    }

    private async Task<(int, JsonElement)> AskOnceAsync(
        string path, byte[] body, string userSig, string failure, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, RestAddress.Of(options, path, userSig))
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Version = http.DefaultRequestVersion,
            VersionPolicy = http.DefaultVersionPolicy,
        };
        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                throw Refused(response, failure);
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using var answer = await JsonDocument.ParseAsync(stream, default, cancellationToken).ConfigureAwait(false);
            return (CodeOf(answer.RootElement), answer.RootElement.Clone());
        }
        catch (JsonException malformed)
        {
            throw new TimException(TimErrorCodes.ParseResponseFailed, $"{failure}: the answer cannot be read: {malformed.Message}");
        }
        catch (Exception failed) when (failed is not TimException && !cancellationToken.IsCancellationRequested)
        {
            var (code, text) = OfFailure(failed);
            throw new TimException(code, $"{failure}: {text}.");
        }
    }

    private TimException Refused(HttpResponseMessage response, string failure) =>
        new(CodeOf(response.StatusCode), $"{failure}: answered with HTTP {(int)response.StatusCode}.")
        {
            RetryAfter = options.PauseOf(response.StatusCode, response.Headers.RetryAfter),
        };

    private static int CodeOf(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty("ErrorCode", out var code)
        && code.ValueKind == JsonValueKind.Number
        && code.TryGetInt32(out var number)
            ? number
            : throw new JsonException("It has no ErrorCode.");

    private static int CodeOf(HttpStatusCode status) => (int)status switch
    {
        429 => TimErrorCodes.RequestFrequencyLimit,
        >= 500 or 303 => TimErrorCodes.ParseResponseFailed,
        _ => TimErrorCodes.HttpRequestFailed,
    };

    private static (int, string) OfFailure(Exception failed) => failed switch
    {
        _ when ConnectionFailure.NeverConnected(failed) => ConnectionFailure.Of(failed),
        OperationCanceledException => (TimErrorCodes.RequestTimeout, "no answer in the time that the HttpClient allows"),
        HttpRequestException or IOException => (TimErrorCodes.ReplyNoNetwork, "the connection broke before a whole answer"),
        _ => (TimErrorCodes.ReplyNoNetwork, $"a handler of the HttpClient failed with {failed.GetType().Name}"),
    };
}
