using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RxTim;
using RxTim.Hosting;
using RxTim.Journal;

namespace CampaignService;

/// <summary>Campaigns over HTTP. There is no login: put one before it.</summary>
internal static class Endpoints
{
    private static readonly TimeSpan ProgressPause = TimeSpan.FromMilliseconds(200);

    public static void MapCampaigns(this IEndpointRouteBuilder app)
    {
        var campaigns = app.MapGroup("/campaigns");
        campaigns.MapGet("/", static (RxTimJournals journals) => TypedResults.Ok(journals.List().Select(Campaign.Of).ToArray()));
        campaigns.MapPost("/", StartAsync);
        campaigns.MapGet("/{name}", Read);
        campaigns.MapDelete("/{name}", CancelAsync);
        campaigns.MapPost("/{name}/withdraw", WithdrawAsync);
        campaigns.MapGet("/{name}/progress", Progress);
        campaigns.MapGet("/{name}/results", Results);
    }

    private static async Task<Results<Created<Campaign>, Conflict<string>, BadRequest<string>>> StartAsync(
        NewCampaign asked, RxTimJournals journals, CancellationToken cancellationToken)
    {
        try
        {
            var param = MsgBatchSendParam.Create(Message.Text(asked.Text), asked.Identifiers);
            await journals.StartAsync(asked.Name, param, cancellationToken: cancellationToken);
            return TypedResults.Created($"/campaigns/{asked.Name}", Find(asked.Name, journals));
        }
        catch (JournalException failure) when (failure.Fault == JournalFault.Exists)
        {
            return TypedResults.Conflict($"There is a campaign {asked.Name} already.");
        }
        catch (ArgumentException wrong)
        {
            return TypedResults.BadRequest(wrong.Message);
        }
    }

    private static Results<Ok<Campaign>, NotFound> Read(string name, RxTimJournals journals) =>
        Find(name, journals) is { } campaign ? TypedResults.Ok(campaign) : TypedResults.NotFound();

    // It is given up whether or not whoever asked waits for it.
    private static async Task<Results<Ok<Campaign>, NotFound>> CancelAsync(string name, string? reason, RxTimJournals journals)
    {
        if (Find(name, journals) is null)
            return TypedResults.NotFound();
        await journals.AbandonAsync(name, reason ?? "cancelled", CancellationToken.None);
        return TypedResults.Ok(Find(name, journals)!);
    }

    // The answer is a JSON array that grows as messages are taken back. Whoever leaves ends it; to ask again goes on with the others.
    private static async Task<Results<Ok<IAsyncEnumerable<WithdrawResult>>, NotFound>> WithdrawAsync(
        string name, RxTimJournals journals, CancellationToken cancellationToken)
    {
        if (Find(name, journals) is null)
            return TypedResults.NotFound();
        await journals.AbandonAsync(name, "withdrawn", CancellationToken.None);
        return TypedResults.Ok(journals.WithdrawAsync(name, cancellationToken));
    }

    private static Results<ServerSentEventsResult<Campaign>, NotFound> Progress(
        string name, RxTimJournals journals, TimeProvider time, CancellationToken cancellationToken) =>
        Find(name, journals) is null
            ? TypedResults.NotFound()
            : TypedResults.ServerSentEvents(ProgressAsync(name, journals, time, cancellationToken), eventType: "progress");

    private static async IAsyncEnumerable<Campaign> ProgressAsync(
        string name, RxTimJournals journals, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (Find(name, journals) is { } campaign)
        {
            yield return campaign;
            if (!campaign.IsRunning)
                yield break;
            await Task.Delay(ProgressPause, time, cancellationToken);
        }
    }

    // A browser connects again when a stream ends, with the id of the last event; "no content" tells it not to.
    private static Results<ServerSentEventsResult<MsgBatchSendResult>, NotFound, NoContent> Results(
        string name, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, RxTimJournals journals, CancellationToken cancellationToken)
    {
        if (Find(name, journals) is not { } campaign)
            return TypedResults.NotFound();
        // Without one, or with one that is none, from the beginning.
        _ = JournalCursor.TryParse(lastEventId, out var after);
        if (!campaign.IsRunning && !HasMore(name, journals, after))
            return TypedResults.NoContent();
        return TypedResults.ServerSentEvents(ResultsAsync(name, after, journals, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<MsgBatchSendResult>> ResultsAsync(
        string name, JournalCursor after, RxTimJournals journals, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (cursor, result) in journals.FollowAsync(name, after, cancellationToken))
            yield return new SseItem<MsgBatchSendResult>(result, "result") { EventId = cursor.ToString() };
    }

    private static bool HasMore(string name, RxTimJournals journals, JournalCursor after)
    {
        using var report = journals.Read(name);
        return report.Results(after).Any();
    }

    // Null if there is none.
    private static Campaign? Find(string name, RxTimJournals journals)
    {
        if (journals.Running(name) is { } running)
            return Campaign.Of(name, running);
        try
        {
            using var report = journals.Read(name);
            return Campaign.Of(name, report);
        }
        catch (Exception none) when (none is ArgumentException or JournalException { Fault: JournalFault.NotFound })
        {
            return null;
        }
    }
}
