using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace RxTim.Emulator;

/// <summary>The REST API: finds the call, checks who calls and how often, reads the body and answers. Refusals are answers too: HTTP 200,
/// with the code in the JSON.</summary>
internal sealed class RestApi(
    IEnumerable<RestEndpoint> endpoints, RestQuery query, EmulatorQuota calls, string admin, CallLog log)
{
    private readonly FrozenDictionary<string, RestEndpoint> byPath = endpoints.ToFrozenDictionary(
        static endpoint => '/' + endpoint.Path, StringComparer.Ordinal);

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        RestAnswer answer;
        try
        {
            answer = await FindAsync(context, aborted.Token).ConfigureAwait(false);
        }
        catch (RestRefusal refusal)
        {
            answer = Refuse(context, refusal, []);
        }
        await HttpAnswers.WriteJsonAsync(context, StatusCodes.Status200OK, answer.ToUtf8()).ConfigureAwait(false);
    }

    private async Task<RestAnswer> FindAsync(HttpContext context, CancellationToken aborted)
    {
        if (!byPath.TryGetValue(context.Request.Path.Value ?? "", out var endpoint))
            throw new RestRefusal(TimErrorCodes.InvalidResource, "the address names no call of this emulator");
        if (!HttpMethods.IsPost(context.Request.Method))
            throw new RestRefusal(TimErrorCodes.InvalidHttpUrl, "calls are made by POST");
        if (query.Check(context.Request.Query) != admin)
            throw new RestRefusal(endpoint.AdminRequired, "the caller is not an administrator");
        if (!calls.TryTake(1))
            throw new RestRefusal(TimErrorCodes.RestFrequencyLimit, $"more than {calls.Limit} calls in a second");

        using var body = await RequestBody.ReadAsync(context, aborted).ConfigureAwait(false);
        try
        {
            using var request = RequestJson.Parse(body.Bytes);
            return await endpoint.AnswerAsync(request.RootElement, admin, aborted).ConfigureAwait(false);
        }
        catch (RestRefusal refusal)
        {
            return Refuse(context, refusal, body.Bytes.Span);
        }
    }

    private RestAnswer Refuse(HttpContext context, RestRefusal refusal, ReadOnlySpan<byte> request)
    {
        log.AddRefusal(context.Request.Path.Value ?? "", refusal, request);
        return new RestAnswer(refusal.Code, refusal.Message);
    }
}
