using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace RxTim.Rest;

// What is said of a call: by the answer, or by how there came none.
internal sealed partial class RestCall
{
    private const string Unknown = "whether the message was sent is unknown";

    private const string Repeats =
        "let no handler of the HttpClient send a POST again (AddStandardResilienceHandler: Retry.DisableForUnsafeHttpMethods)";

    private void ReportNoAnswer(Exception failed, Departure departure)
    {
        if (departure.IsGivenUp)
        {
            call.Refuse(
                TimErrorCodes.ConnectTimeout,
                $"{Server}: no connection was made within {options.ConnectTimeout.TotalSeconds:0.###} s; nothing was sent");
        }
        else if (departure.GiveUp() || departure.NeverConnected(failed))
        {
            var (code, text) = ConnectionFailure.Of(failed);
            call.Refuse(code, $"{Server}: {text}; nothing was sent");
        }
        else if (departure is { WasRepeated: true, Status: { } status })
        {
            ReportStatus(status, departure.RetryAfter, note: $"; {Repeats}");
        }
        else if (departure.WasRepeated)
        {
            call.Lose(
                $"a handler of the HttpClient tried to send the call to {Server} again, after a redirect or a failure, which was " +
                $"stopped; {Unknown}; {Repeats}",
                TimErrorCodes.ReplyNoNetwork);
        }
        else
        {
            ReportLost(failed);
        }
    }

    private void ReportLost(Exception failed)
    {
        var (code, text) = failed switch
        {
            OperationCanceledException => (TimErrorCodes.WaitAckTimeout, $"{Server} did not answer in the time that the HttpClient allows"),
            _ when ConnectionFailure.IsTimeout(failed) => (
                TimErrorCodes.WaitAckTimeout,
                $"{Server} did not answer in the time that a handler of the HttpClient allows ({failed.GetType().Name}; " +
                "AddStandardResilienceHandler: AttemptTimeout and TotalRequestTimeout)"),
            HttpRequestException or IOException => (TimErrorCodes.ReplyNoNetwork, $"the connection to {Server} broke before an answer"),
            _ => (
                TimErrorCodes.ReplyNoNetwork,
                $"a handler of the HttpClient failed with {failed.GetType().Name} before an answer of {Server}"),
        };
        call.Lose($"{text}; {Unknown}", code);
    }

    private void ReportFollowed() =>
        call.Lose(
            $"the HttpClient followed a redirect of {Server}, where no message goes; {Unknown}; let it follow none (AllowAutoRedirect)",
            TimErrorCodes.ParseResponseFailed);

    private void ReportCopied() =>
        call.Lose(
            $"a handler of the HttpClient read the call to {Server}, and another may have sent it more than once; {Unknown}; " +
            $"make a {nameof(SendOnceHandler)} the last handler",
            TimErrorCodes.ReplyNoNetwork);

    private void ReportStatus(HttpStatusCode status, RetryConditionHeaderValue? retryAfter, Uri? location = null, string note = "")
    {
        if (options.PauseOf(status, retryAfter) is { } pause)
            call.PauseFor(pause);
        var answered = $"{Server} answered with HTTP {(int)status}";
        switch (status)
        {
            // "See other" is also how a server answers that has done what it was asked.
            case HttpStatusCode.SeeOther:
                call.Lose($"{answered}, a redirect; {Unknown}{note}", TimErrorCodes.ParseResponseFailed);
                break;
            case >= (HttpStatusCode)300 and < (HttpStatusCode)400:
                var where = location is { IsAbsoluteUri: true } ? $" to {location.Host}" : "";
                call.Refuse(TimErrorCodes.HttpRequestFailed, $"{answered}, a redirect{where}; see the domain. Nothing was sent{note}");
                break;
            case HttpStatusCode.TooManyRequests:
                call.Refuse(TimErrorCodes.RequestFrequencyLimit, $"{answered}: too many requests; nothing was sent{note}");
                break;
            case HttpStatusCode.RequestTimeout:
                call.Refuse(TimErrorCodes.WaitSendTimeout, $"{answered}: the request did not arrive in time; nothing was sent{note}");
                break;
            case >= (HttpStatusCode)400 and < (HttpStatusCode)500:
                call.Refuse(TimErrorCodes.HttpRequestFailed, $"{answered}; nothing was sent{note}");
                break;
            default:
                call.Lose($"{answered}; {Unknown}{note}", TimErrorCodes.ParseResponseFailed);
                break;
        }
    }

    private async Task<string?> ReadAnswerAsync(HttpResponseMessage response, string userSig, bool mayRenew)
    {
        var answer = new AnswerListing(call, text => Redact(text, userSig));
        var parser = new AnswerParser(answer.Take);
        try
        {
            if (response.Content.Headers.ContentLength > options.MaxResponseBytes)
                throw AnswerReader.TooLong(options.MaxResponseBytes);
            var stream = await response.Content.ReadAsStreamAsync(call.Aborted).ConfigureAwait(false);
            await AnswerReader.ReadAsync(stream, parser, options.MaxResponseBytes, call.Aborted).ConfigureAwait(false);
        }
        catch (JsonException malformed)
        {
            LoseUnread($"({TypeOf(response)}) cannot be read, so {Unknown}: {malformed.Message}");
            return null;
        }
        catch (Exception) when (!call.Aborted.IsCancellationRequested)
        {
            call.Lose($"the connection to {Server} broke within the answer; {Unknown}", TimErrorCodes.ReplyNoNetwork);
            return null;
        }
        return Conclude(parser, answer, userSig, mayRenew);
    }

    private static string TypeOf(HttpResponseMessage response)
    {
        var type = response.Content.Headers.ContentType?.MediaType ?? "no content type";
        return string.Join(", ", response.Content.Headers.ContentEncoding.Prepend(type));
    }

    private string? Conclude(AnswerParser answer, AnswerListing listing, string userSig, bool mayRenew)
    {
        if (answer.ErrorCode is not { } code || (code == 0 && answer.ActionStatus is not (null or "OK")))
            LoseUnread($"is none of batchsendmsg ({Verdict(answer, userSig)}); {Unknown}");
        else if (code == TimErrorCodes.UserSigExpired && answer.Listed == 0 && mayRenew)
            return userSig;
        else if (code != 0)
            call.Refuse(code, string.IsNullOrEmpty(answer.ErrorInfo) ? TimErrorCodes.Describe(code) : Redact(answer.ErrorInfo, userSig));
        else if (listing.Stranger is { } stranger)
            LoseUnread($"lists \"{stranger}\" as failed, which was not asked for; {Unknown}");
        else
            call.AnswerRemaining(0, null, new SentMessage(call, answer.MsgKey, answer.MsgId, options).For, answer.MsgKey);
        return null;
    }

    private void LoseUnread(string what) => call.Lose($"the answer of {Server} {what}", TimErrorCodes.ParseResponseFailed);

    private static string Verdict(AnswerParser answer, string userSig)
    {
        var code = answer.ErrorCode?.ToString(CultureInfo.InvariantCulture) ?? "missing";
        return $"ErrorCode {code}, ActionStatus {Redact(answer.ActionStatus ?? "missing", userSig)}";
    }

    // A server may repeat what it was given, as it was given or as it stood in the address.
    private static string Redact(string text, string userSig) =>
        text.Replace(userSig, "***", StringComparison.Ordinal)
            .Replace(Uri.EscapeDataString(userSig), "***", StringComparison.OrdinalIgnoreCase);
}
