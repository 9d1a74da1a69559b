using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace RxTim.Benchmarks;

/// <summary>The batch send that a good engineer writes by hand: chunks of 500 in <c>Parallel.ForEachAsync</c>, HttpClient, and JSON whose
/// code is generated at compile time. It has what is expected of it and no more: each identifier's code, and none of RxTim's promises.
/// </summary>
internal sealed class HandWrittenSend(HttpClient http, string address)
{
    private const int AccountsPerCall = 500;
    private const int CallsInFlight = 16;

    public static BatchSendRequest Request(string[] identifiers) =>
        new(identifiers, (uint)Random.Shared.NextInt64(1, uint.MaxValue), [new RestElement("TIMTextElem", new RestText("hello"))]);

    public async Task<int> SendAsync(IEnumerable<string> identifiers)
    {
        var results = new ConcurrentBag<IdentifierResult>();
        await Parallel.ForEachAsync(
            identifiers.Chunk(AccountsPerCall),
            new ParallelOptions { MaxDegreeOfParallelism = CallsInFlight },
            async (chunk, cancellation) =>
            {
                using var response = await http.PostAsJsonAsync(address, Request(chunk), RestJson.Default.BatchSendRequest, cancellation);
                response.EnsureSuccessStatusCode();
                var answer = await response.Content.ReadFromJsonAsync(RestJson.Default.BatchSendAnswer, cancellation);
                var failed = answer!.ErrorList?.ToDictionary(entry => entry.Account, entry => entry.ErrorCode);
                foreach (var identifier in chunk)
                    results.Add(new IdentifierResult(identifier, failed?.GetValueOrDefault(identifier) ?? answer.ErrorCode));
            });
        return results.Count(result => result.Code == 0);
    }

    internal sealed record IdentifierResult(string Identifier, int Code);
}

internal sealed record BatchSendRequest(
    [property: JsonPropertyName("To_Account")] string[] Accounts, uint MsgRandom, RestElement[] MsgBody);

internal sealed record RestElement(string MsgType, RestText MsgContent);

internal sealed record RestText(string Text);

internal sealed record BatchSendAnswer(string ActionStatus, int ErrorCode, string? ErrorInfo, string? MsgKey, RestFailure[]? ErrorList);

internal sealed record RestFailure([property: JsonPropertyName("To_Account")] string Account, int ErrorCode);

[JsonSerializable(typeof(BatchSendRequest))]
[JsonSerializable(typeof(BatchSendAnswer))]
internal sealed partial class RestJson : JsonSerializerContext;
