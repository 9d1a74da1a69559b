namespace RxTim.Rest;

/// <summary>
/// Lets each call of a <see cref="RestTransport"/> pass once, whatever the handlers before it do: log the body, sign it, try again by
/// themselves. It is to be the last handler, next to the connection.
/// </summary>
/// <remarks>
/// <para>
/// Without it a handler that tries again is stopped as long as nobody has read the body. Where a handler has, and another may have sent
/// the call again, the outcome is <see cref="SendOutcome.Unknown"/>. With it no call is sent twice, and what the server answered the first
/// time counts, also where a handler would rather try again: HTTP 429 stays a failure of which nothing was sent. A handler that tries
/// again gets a <see cref="NotSupportedException"/>.
/// </para>
/// <para>
/// Other requests pass as they are. With <c>IHttpClientFactory</c>, add it after all others:
/// <c>AddHttpMessageHandler(() => new SendOnceHandler())</c>.
/// </para>
/// </remarks>
public sealed class SendOnceHandler : DelegatingHandler
{
    /// <summary>Makes one whose inner handler is set later.</summary>
    public SendOnceHandler()
    {
    }

    /// <summary>Makes one before the handler that has the connection.</summary>
    /// <param name="innerHandler">The handler that has the connection.</param>
    public SendOnceHandler(HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Departure.Of(request) is not { } departure)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var content = request.Content;
        departure.Pass(seen: content is RestContent);
        // One that was read is sent from a buffer, and nobody would see it leave.
        if (content is RestContent ours)
            request.Content = ours.Fresh();
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            departure.Answered(response);
            return response;
        }
        finally
        {
            request.Content = content;
        }
    }
}
