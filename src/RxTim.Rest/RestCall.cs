using System.Net;

namespace RxTim.Rest;

/// <summary>One call: the request that leaves, and what its answer, or the lack of one, says of each identifier.</summary>
internal sealed partial class RestCall(
    HttpClient http, RestTransportOptions options, UserSigCache userSigs, MsgBatchCall call, RestBody body)
{
    private string Server => options.Domain.Host;

    /// <summary>Makes the call and reports on it. Never fails.</summary>
    public async Task RunAsync()
    {
        try
        {
            var expired = await AttemptAsync(expired: null).ConfigureAwait(false);
            if (expired is not null)
                await AttemptAsync(expired).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (call.Aborted.IsCancellationRequested)
        {
            // Nobody waits for this call any longer.
        }
        catch (Exception thrown)
        {
            call.Lose($"the call failed in a way that it should not ({thrown.GetType().Name}); {Unknown}", TimErrorCodes.SdkInternalError);
        }
    }

    // Gives the UserSig if the backend calls it expired, nothing was sent and another can be had; null if the call is done.
    private async Task<string?> AttemptAsync(string? expired)
    {
        call.Hold();
        string userSig;
        try
        {
            userSig = await userSigs.GetAsync(expired, call.Aborted).ConfigureAwait(false);
        }
        catch (Exception failed) when (!call.Aborted.IsCancellationRequested)
        {
            call.Refuse(TimErrorCodes.UserSigEmpty, $"the source of UserSigs failed with {failed.GetType().Name}");
            return null;
        }

        var departure = new Departure(call, body.For(call));
        using var request = new HttpRequestMessage(HttpMethod.Post, RestAddress.Of(options, RestAddress.BatchSend, userSig))
        {
            Content = new RestContent(departure),
            Version = http.DefaultRequestVersion,
            VersionPolicy = http.DefaultVersionPolicy,
        };
        departure.Attach(request);
        HttpResponseMessage response;
        try
        {
            response = await SendAsync(request, departure).ConfigureAwait(false);
        }
        catch (Exception failed) when (!call.Aborted.IsCancellationRequested)
        {
            ReportNoAnswer(failed, departure);
            return null;
        }

        using (response)
        {
            // A handler that follows a redirect makes it another request. A handler may as well change the address, to go through a
            // gateway, and that is nobody's business here.
            if (request.Method != HttpMethod.Post)
                ReportFollowed();
            else if (departure.MayHaveLeftTwice(response.RequestMessage))
                ReportCopied();
            else if (response.StatusCode != HttpStatusCode.OK)
                ReportStatus(response.StatusCode, response.Headers.RetryAfter, response.Headers.Location);
            else
                return await ReadAnswerAsync(response, userSig, mayRenew: expired is null && userSigs.CanRenew).ConfigureAwait(false);
        }
        return null;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Departure departure)
    {
        RequestCount.For(departure);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted);
        // Disposed before what it cancels, after its last callback.
        var timer = options.TimeProvider.CreateTimer(
            _ =>
            {
                if (departure.GiveUp())
                    ending.Cancel();
            },
            null,
            options.ConnectTimeout,
            Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending.Token).ConfigureAwait(false);
    }
}
