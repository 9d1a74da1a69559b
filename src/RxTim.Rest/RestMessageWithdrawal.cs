using System.Buffers;

namespace RxTim.Rest;

/// <summary>
/// Takes messages back over the server REST API (<c>v4/openim/admin_msgwithdraw</c>), one message of one user a call, for as long as the
/// backend keeps the history. The backend allows 200 calls a second.
/// </summary>
public sealed class RestMessageWithdrawal : IMessageWithdrawal
{
    private readonly RestQuestions questions;
    private readonly RestTransportOptions options;

    /// <summary>Makes what takes back the messages that a <see cref="RestTransport"/> with the same options sent.</summary>
    /// <param name="http">What requests go through.</param>
    /// <param name="options">Who calls, and where; <see cref="RestTransportOptions.From"/> is the sender.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    public RestMessageWithdrawal(HttpClient http, RestTransportOptions options)
    {
        questions = new RestQuestions(http, options);
        this.options = options;
    }

    /// <inheritdoc/>
    public async Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        ArgumentException.ThrowIfNullOrEmpty(msgKey);
        var failure = $"{options.Domain.Host} does not take back the message to {identifier}";
        var (code, answer) = await questions
            .AskAsync(RestAddress.Withdraw, Body(identifier, msgKey), failure, cancellationToken)
            .ConfigureAwait(false);
        if (code is 0 or TimErrorCodes.MessageWithdrawn)
            return;
        // The code says it in all but new cases; the backend's own words may hold anything.
        var why = TimErrorCodes.Describe(code) ?? (answer.TryGetProperty("ErrorInfo", out var info) ? info.ToString() : "");
        throw new TimException(code, $"{failure}: {code} {why}");
    }

    private byte[] Body(string identifier, string msgKey)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = RestJson.WriterTo(body);
        json.WriteStartObject();
        json.WriteString("From_Account", options.From ?? options.Admin);
        json.WriteString("To_Account", identifier);
        json.WriteString("MsgKey", msgKey);
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }
}
