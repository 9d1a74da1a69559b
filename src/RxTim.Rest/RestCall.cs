using System.Globalization;
using System.Net;
using System.Text.Json;

namespace RxTim.Rest;

/// <summary>One call: the request that leaves, and what its answer, or the lack of one, says of each identifier.</summary>
internal sealed class RestCall(HttpClient http, RestTransportOptions options, UserSigCache userSigs, MsgBatchCall call, RestBody body)
{
    private const string Unknown = "whether the message was sent is unknown";

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

        var content = new RestContent(body.For(call));
        using var request = new HttpRequestMessage(HttpMethod.Post, RestAddress.Of(options, RestAddress.BatchSend, userSig))
        {
            Content = content,
            Version = http.DefaultRequestVersion,
            VersionPolicy = http.DefaultVersionPolicy,
        };
        var address = request.RequestUri;
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, call.Aborted).ConfigureAwait(false);
        }
        catch (Exception failed) when (!call.Aborted.IsCancellationRequested)
        {
            if (WasRedirected(request, address))
                RefuseRedirect("");
            else
                ReportNoAnswer(failed, content);
            return null;
        }

        using (response)
        {
            if (WasRedirected(request, address))
                RefuseRedirect("");
            else if (response.StatusCode != HttpStatusCode.OK)
                ReportStatus(response);
            else
                return await ReadAnswerAsync(response, userSig, mayRenew: expired is null && userSigs.CanRenew).ConfigureAwait(false);
        }
        return null;
    }

    // A handler that follows redirects changes the request itself.
    private static bool WasRedirected(HttpRequestMessage request, Uri? address) =>
        request.Method != HttpMethod.Post || request.RequestUri != address;

    private void RefuseRedirect(string where) =>
        call.Refuse(
            TimErrorCodes.HttpRequestFailed,
            $"{Server} sent the request elsewhere{where} (HTTP redirect); see the domain. Nothing was sent");

    private void ReportNoAnswer(Exception failed, RestContent content)
    {
        if (!content.HasBegun)
        {
            var (code, text) = ConnectionFailure.Of(failed);
            call.Refuse(code, $"{Server}: {text}; nothing was sent");
        }
        else if (content.WasRepeated)
        {
            call.Lose(
                $"a handler of the HttpClient tried to send the call to {Server} again, which was stopped; {Unknown}",
                TimErrorCodes.ReplyNoNetwork);
        }
        else if (failed is OperationCanceledException)
        {
            call.Lose($"{Server} did not answer in the time that the HttpClient allows; {Unknown}", TimErrorCodes.WaitAckTimeout);
        }
        else
        {
            call.Lose($"the connection to {Server} broke before an answer; {Unknown}", TimErrorCodes.ReplyNoNetwork);
        }
    }

    private void ReportStatus(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var answered = $"{Server} answered with HTTP {status}";
        switch (status)
        {
            case >= 300 and < 400:
                RefuseRedirect(response.Headers.Location is { IsAbsoluteUri: true } where ? $", to {where.Host}" : "");
                break;
            case (int)HttpStatusCode.TooManyRequests:
                call.Refuse(TimErrorCodes.RequestFrequencyLimit, $"{answered}: too many requests; nothing was sent");
                break;
            case (int)HttpStatusCode.RequestTimeout:
                call.Refuse(TimErrorCodes.WaitSendTimeout, $"{answered}: the request did not arrive in time; nothing was sent");
                break;
            case >= 400 and < 500:
                call.Refuse(TimErrorCodes.HttpRequestFailed, $"{answered}; nothing was sent");
                break;
            default:
                call.Lose($"{answered}; {Unknown}", TimErrorCodes.ParseResponseFailed);
                break;
        }
    }

    private async Task<string?> ReadAnswerAsync(HttpResponseMessage response, string userSig, bool mayRenew)
    {
        var parser = new AnswerParser((account, code, info) =>
            call.Answer(account, code, string.IsNullOrEmpty(info) ? TimErrorCodes.Describe(code) : Redact(info, userSig)));
        try
        {
            if (response.Content.Headers.ContentLength > options.MaxResponseBytes)
                throw AnswerReader.TooLong(options.MaxResponseBytes);
            var stream = await response.Content.ReadAsStreamAsync(call.Aborted).ConfigureAwait(false);
            await AnswerReader.ReadAsync(stream, parser, options.MaxResponseBytes, call.Aborted).ConfigureAwait(false);
        }
        catch (JsonException malformed)
        {
            var type = response.Content.Headers.ContentType?.MediaType ?? "no content type";
            call.Lose($"the answer of {Server} ({type}) cannot be read, so {Unknown}: {malformed.Message}", TimErrorCodes.ParseResponseFailed);
            return null;
        }
        catch (Exception) when (!call.Aborted.IsCancellationRequested)
        {
            call.Lose($"the connection to {Server} broke within the answer; {Unknown}", TimErrorCodes.ReplyNoNetwork);
            return null;
        }
        return Conclude(parser, userSig, mayRenew);
    }

    private string? Conclude(AnswerParser answer, string userSig, bool mayRenew)
    {
        if (answer.ErrorCode is not { } code || (code == 0 && answer.ActionStatus is not (null or "OK")))
            call.Lose($"the answer of {Server} is none of batchsendmsg ({Verdict(answer, userSig)}); {Unknown}", TimErrorCodes.ParseResponseFailed);
        else if (code == TimErrorCodes.UserSigExpired && answer.Listed == 0 && mayRenew)
            return userSig;
        else if (code == 0)
            call.AnswerRest(0, null, new EmulatorMessage(call, answer.MsgKey, options).For);
        else
            call.Refuse(code, string.IsNullOrEmpty(answer.ErrorInfo) ? TimErrorCodes.Describe(code) : Redact(answer.ErrorInfo, userSig));
        return null;
    }

    private static string Verdict(AnswerParser answer, string userSig)
    {
        var code = answer.ErrorCode?.ToString(CultureInfo.InvariantCulture) ?? "missing";
        return $"ErrorCode {code}, ActionStatus {Redact(answer.ActionStatus ?? "missing", userSig)}";
    }

    // A server may repeat what it was given, as it was given or as it stood in the address.
    private static string Redact(string text, string userSig) =>
        text.Replace(userSig, "***", StringComparison.Ordinal).Replace(Uri.EscapeDataString(userSig), "***", StringComparison.OrdinalIgnoreCase);
}
