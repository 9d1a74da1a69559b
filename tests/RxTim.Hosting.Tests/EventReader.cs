using System.Net.ServerSentEvents;
using System.Text.Json;

namespace RxTim.Hosting.Tests;

/// <summary>Reads Server-Sent Events as a browser does, with the id of the last event when it connects again.</summary>
internal static class EventReader
{
    /// <summary>The events of one connection, which ends when the service ends it, or breaks when the service dies.</summary>
    public static async IAsyncEnumerable<SseItem<JsonElement>> ReadAsync(HttpClient http, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        if (answer.StatusCode == System.Net.HttpStatusCode.NoContent)
            yield break;
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var events = SseParser.Create(body, static (_, data) => JsonSerializer.Deserialize<JsonElement>(data))
            .EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await using (events)
        {
            while (await MoveNextAsync(events))
                yield return events.Current;
        }
    }

    public static string IdentifierOf(SseItem<JsonElement> item) => item.Data.GetProperty("msg_batch_send_result_identifier").GetString()!;

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<JsonElement>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return false;
        }
    }
}
