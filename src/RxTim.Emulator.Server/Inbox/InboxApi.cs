using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RxTim.Emulator;

/// <summary>What the page asks and sets, under <c>/emulator/</c>. Anybody who reaches the emulator may: it is for development.</summary>
internal sealed class InboxApi(TimEmulator emulator, Archive archive, LiveCalls feed, FeedStream stream, uint sdkAppId, string admin)
{
    private const int PageSize = 50;

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        var request = context.Request;
        var isGet = HttpMethods.IsGet(request.Method);
        try
        {
            switch (request.Path.Value)
            {
                case "/emulator/feed" when isGet:
                    await stream.WriteAsync(context, stopping).ConfigureAwait(false);
                    break;
                case "/emulator/faults" when HttpMethods.IsPut(request.Method):
                    await SetFaultsAsync(context).ConfigureAwait(false);
                    break;
                case "/emulator/faults" when isGet:
                    await AnswerAsync(context, FaultsJson.Write(emulator.Faults)).ConfigureAwait(false);
                    break;
                case "/emulator/state" when isGet:
                    await AnswerAsync(context, State()).ConfigureAwait(false);
                    break;
                case "/emulator/accounts" when isGet:
                    await AnswerAsync(context, Accounts(request.Query)).ConfigureAwait(false);
                    break;
                case "/emulator/messages" when isGet:
                    await AnswerAsync(context, Messages(request.Query)).ConfigureAwait(false);
                    break;
                default:
                    await HttpAnswers.WriteErrorAsync(context, StatusCodes.Status404NotFound, "there is nothing here").ConfigureAwait(false);
                    break;
            }
        }
        catch (RestRefusal refusal)
        {
            await HttpAnswers.WriteErrorAsync(context, StatusCodes.Status400BadRequest, refusal.Message).ConfigureAwait(false);
        }
    }

    private static Task AnswerAsync(HttpContext context, ReadOnlyMemory<byte> json) =>
        HttpAnswers.WriteJsonAsync(context, StatusCodes.Status200OK, json);

    private async Task SetFaultsAsync(HttpContext context)
    {
        // A page of another origin cannot send this type without asking first, and is not answered then.
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw new RestRefusal(TimErrorCodes.RestJsonInvalid, "the content type is not application/json");
        using var body = await RequestBody.ReadAsync(context, context.RequestAborted).ConfigureAwait(false);
        using var json = RequestJson.Parse(body.Bytes);
        emulator.Faults = FaultsJson.Read(json.RootElement);
        await AnswerAsync(context, FaultsJson.Write(emulator.Faults)).ConfigureAwait(false);
    }

    private ReadOnlyMemory<byte> State() => InboxJson.Object(json =>
    {
        json.WriteNumber("sdkAppId"u8, sdkAppId);
        json.WriteString("admin"u8, admin);
        json.WriteNumber("repeats"u8, emulator.RepeatsDropped);
        json.WriteNumber("kept"u8, archive.Kept());
        InboxJson.Write(json, feed.Counts);
        json.WriteStartObject("rates"u8);
        Write(json, "calls", emulator.CallQuota);
        Write(json, "messages", emulator.MessageQuota);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, string name, EmulatorQuota quota)
    {
        json.WriteStartObject(name);
        json.WriteNumber("used"u8, quota.Used);
        if (quota.Limit is { } limit)
            json.WriteNumber("limit"u8, limit);
        else
            json.WriteNull("limit"u8);
        json.WriteNumber("seconds"u8, quota.Window.TotalSeconds);
        json.WriteEndObject();
    }

    private ReadOnlyMemory<byte> Accounts(IQueryCollection query)
    {
        var search = query["search"].ToString();
        List<string> identifiers;
        string? next;
        if (query["order"] == "name")
        {
            var after = query["from"].ToString();
            identifiers = archive.AccountsByName(search, after.Length == 0 ? null : after, PageSize);
            next = identifiers.Count < PageSize ? null : identifiers[^1];
        }
        else
        {
            (identifiers, var last) = archive.LatestAccounts(Number(query, "from"), search, PageSize);
            next = last == 0 ? null : $"{last}";
        }
        return InboxJson.Object(json =>
        {
            json.WriteString("next"u8, next);
            json.WriteStartArray("accounts"u8);
            foreach (var identifier in identifiers)
                WriteAccount(json, identifier);
            json.WriteEndArray();
        });
    }

    private void WriteAccount(Utf8JsonWriter json, string identifier)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, identifier);
        json.WriteNumber("messages"u8, archive.MessageCount(identifier));
        if (archive.Conversation(identifier, long.MaxValue, 1) is [var latest])
        {
            json.WriteNumber("time"u8, latest.Time);
            json.WriteString("text"u8, Preview.Of(latest.Content));
        }
        json.WriteEndObject();
    }

    private ReadOnlyMemory<byte> Messages(IQueryCollection query)
    {
        var messages = archive.Conversation(query["account"].ToString(), Number(query, "from"), PageSize);
        return InboxJson.Object(json =>
        {
            json.WriteString("next"u8, messages.Count < PageSize ? null : $"{messages[^1].Id}");
            json.WriteStartArray("messages"u8);
            foreach (var message in messages)
                InboxJson.Write(json, message);
            json.WriteEndArray();
        });
    }

    private static long Number(IQueryCollection query, string key) =>
        long.TryParse(query[key].ToString(), out var number) ? number : long.MaxValue;
}
