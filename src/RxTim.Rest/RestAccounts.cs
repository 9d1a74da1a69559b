using System.Buffers;
using System.Text.Json;

namespace RxTim.Rest;

/// <summary>Asks the server REST API for accounts (<c>v4/im_open_login_svc/account_check</c>), for example whether the administrator can
/// call at all.</summary>
public sealed class RestAccounts
{
    private readonly RestQuestions questions;
    private readonly RestTransportOptions options;

    /// <summary>Makes what asks for accounts.</summary>
    /// <param name="http">What requests go through.</param>
    /// <param name="options">Who calls, and where.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    public RestAccounts(HttpClient http, RestTransportOptions options)
    {
        questions = new RestQuestions(http, options);
        this.options = options;
    }

    /// <summary>Whether there is an account.</summary>
    /// <param name="identifier">The account's identifier.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TimException">The backend did not say; <see cref="TimException.Code"/> is its code.</exception>
    public async Task<bool> ExistsAsync(string identifier, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(identifier);
        var failure = $"{options.Domain.Host} does not say whether the account exists";
        var (code, answer) = await questions
            .AskAsync(RestAddress.AccountCheck, Body(identifier), failure, cancellationToken)
            .ConfigureAwait(false);
        if (code != 0)
            throw new TimException(code, $"{failure}: {code} {TimErrorCodes.Describe(code)}");
        return answer.TryGetProperty("ResultItem", out var items)
            && items.ValueKind == JsonValueKind.Array
            && items.EnumerateArray().Any(static item =>
                item.ValueKind == JsonValueKind.Object
                && item.TryGetProperty("AccountStatus", out var status)
                && status.ValueKind == JsonValueKind.String
                && status.ValueEquals("Imported"));
    }

    private static byte[] Body(string identifier)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = RestJson.WriterTo(body);
        json.WriteStartObject();
        json.WriteStartArray("CheckItem");
        json.WriteStartObject();
        json.WriteString("UserID", identifier);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }
}
