using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace RxTim.Rest;

/// <summary>
/// Looks messages up in the backend's history over the server REST API (<c>v4/openim/admin_getroammsg</c>), from the receiver's side, where
/// a message stands whether the sender keeps a copy or not.
/// </summary>
/// <remarks>The backend keeps a history for seven days unless the app has paid for more; what is older is not found. A page has at
/// most 100 messages; pages are read until the message is found or there are no more.</remarks>
public sealed class RestMessageHistory : IMessageHistory
{
    private const int MostPerPage = 100;

    private readonly HttpClient http;
    private readonly RestTransportOptions options;
    private readonly UserSigCache userSigs;

    /// <summary>Makes a history of what a <see cref="RestTransport"/> with the same options sent.</summary>
    /// <param name="http">What requests go through.</param>
    /// <param name="options">Who calls, and where; <see cref="RestTransportOptions.From"/> is the sender.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range, or the messages are in no history because only users
    /// who are online get them.</exception>
    public RestMessageHistory(HttpClient http, RestTransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.OnlineOnly)
            throw new ArgumentException("What only users who are online get is in no history.", nameof(options));
        this.http = http;
        this.options = options;
        userSigs = new UserSigCache(options);
    }

    /// <inheritdoc/>
    public async Task<bool> ContainsAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        var query = new HistoryQuery(identifier, options.From ?? options.Admin, SecondsOf(from), SecondsOf(to));
        string? expired = null;
        while (true)
        {
            var userSig = await UserSigAsync(expired, cancellationToken).ConfigureAwait(false);
            using var answer = await AskAsync(query, userSig, cancellationToken).ConfigureAwait(false);
            var page = HistoryPage.Of(answer.RootElement);
            if (page.Code == TimErrorCodes.UserSigExpired && expired is null && userSigs.CanRenew)
            {
                expired = userSig;
                continue;
            }
            if (page.Code is TimErrorCodes.RequestAccountNotFound or TimErrorCodes.AccountNotFound)
                return false;
            if (page.Code != 0)
                throw new TimException(page.Code, $"{options.Domain.Host} does not tell the history of {identifier}: {TimErrorCodes.Describe(page.Code)}");
            if (page.Has(random, sequence))
                return true;
            if (page.Next(query) is not { } next)
                return false;
            query = next;
        }
    }

    private static uint SecondsOf(DateTimeOffset time) => (uint)Math.Clamp(time.ToUnixTimeSeconds(), 0, uint.MaxValue);

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

    // What an exception of HttpClient says may have the UserSig in it, so it is not passed on.
    private async Task<JsonDocument> AskAsync(HistoryQuery query, string userSig, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, RestAddress.Of(options, RestAddress.History, userSig))
        {
            Content = new ReadOnlyMemoryContent(query.ToUtf8(MostPerPage)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Version = http.DefaultRequestVersion,
            VersionPolicy = http.DefaultVersionPolicy,
        };
        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
                throw Failed(TimErrorCodes.HttpRequestFailed, $"answered with HTTP {(int)response.StatusCode}");
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return await JsonDocument.ParseAsync(stream, default, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failed)
        {
            var (code, text) = ConnectionFailure.Of(failed);
            throw Failed(code, text);
        }
        catch (IOException)
        {
            throw Failed(TimErrorCodes.NetworkDisconnected, "the connection broke");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(TimErrorCodes.RequestTimeout, "no answer in the time that the HttpClient allows");
        }
        catch (JsonException malformed)
        {
            throw Failed(TimErrorCodes.ParseResponseFailed, $"the answer cannot be read: {malformed.Message}");
        }
    }

    private TimException Failed(int code, string text) => new(code, $"The history at {options.Domain.Host} cannot be read: {text}.");
}
