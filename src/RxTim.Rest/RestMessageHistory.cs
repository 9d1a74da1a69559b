using System.Runtime.CompilerServices;

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

    private readonly RestQuestions questions;
    private readonly RestTransportOptions options;

    /// <summary>Makes a history of what a <see cref="RestTransport"/> with the same options sent.</summary>
    /// <param name="http">What requests go through.</param>
    /// <param name="options">Who calls, and where; <see cref="RestTransportOptions.From"/> is the sender.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range, or the messages are in no history because only users
    /// who are online get them.</exception>
    public RestMessageHistory(HttpClient http, RestTransportOptions options)
    {
        questions = new RestQuestions(http, options);
        if (options.OnlineOnly)
            throw new ArgumentException("What only users who are online get is in no history.", nameof(options));
        this.options = options;
    }

    /// <inheritdoc/>
    public async Task<bool> ContainsAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        await foreach (var page in PagesAsync(identifier, from, to, cancellationToken).ConfigureAwait(false))
        {
            if (page.KeysOf(random, sequence).Any())
                return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        var keys = new List<string>();
        await foreach (var page in PagesAsync(identifier, from, to, cancellationToken).ConfigureAwait(false))
            keys.AddRange(page.KeysOf(random, sequence));
        return keys;
    }

    private async IAsyncEnumerable<HistoryPage> PagesAsync(
        string identifier, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var failure = $"The history at {options.Domain.Host} cannot be read";
        HistoryQuery? query = new(identifier, options.From ?? options.Admin, SecondsOf(from), SecondsOf(to));
        while (query is not null)
        {
            var (code, answer) = await questions
                .AskAsync(RestAddress.History, query.ToUtf8(MostPerPage), failure, cancellationToken)
                .ConfigureAwait(false);
            // Who does not exist has no messages.
            if (code is TimErrorCodes.RequestAccountNotFound or TimErrorCodes.AccountNotFound)
                yield break;
            if (code != 0)
            {
                var why = TimErrorCodes.Describe(code);
                throw new TimException(code, $"{options.Domain.Host} does not tell the history of {identifier}: {code} {why}");
            }
            var page = HistoryPage.Of(answer);
            yield return page;
            query = page.Next(query);
        }
    }

    private static uint SecondsOf(DateTimeOffset time) => (uint)Math.Clamp(time.ToUnixTimeSeconds(), 0, uint.MaxValue);
}
