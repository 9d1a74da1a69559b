using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RxTim.Emulator;

/// <summary>What the page asks and sets, under <c>/emulator/</c>. Anybody who reaches the emulator may: it is for development.</summary>
internal sealed class InboxApi(TimEmulator emulator, Archive archive, LiveCalls feed, FeedStream stream, uint sdkAppId, string admin)
{
    private readonly SendsApi sends = new(archive);
    private readonly CallsApi calls = new(archive);
    private readonly AccountsApi accounts = new(emulator, archive);
    private readonly MessagesApi messages = new(archive);

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        try
        {
            await RouteAsync(context, stopping).ConfigureAwait(false);
        }
        catch (RestRefusal refusal)
        {
            await HttpAnswers.WriteErrorAsync(context, StatusCodes.Status400BadRequest, refusal.Message).ConfigureAwait(false);
        }
    }

    private Task RouteAsync(HttpContext context, CancellationToken stopping)
    {
        var method = context.Request.Method;
        var path = (context.Request.Path.Value ?? "")["/emulator".Length..].TrimStart('/').Split('/');
        if (HttpMethods.IsGet(method))
        {
            return path switch
            {
                ["feed"] => stream.WriteAsync(context, stopping),
                ["export"] => ExportAsync(context),
                _ => ReadAsync(context, path),
            };
        }
        if (HttpMethods.IsPut(method) && path is ["faults"])
            return SetFaultsAsync(context);
        if (HttpMethods.IsDelete(method) && path is ["messages"])
            return ClearAsync(context);
        return NothingAsync(context);
    }

    private async Task ReadAsync(HttpContext context, string[] path)
    {
        await archive.SettleAsync().ConfigureAwait(false);
        var query = new InboxQuery(context.Request.Query);
        ReadOnlyMemory<byte>? answer = path switch
        {
            ["state"] => State(),
            ["faults"] => FaultsJson.Write(emulator.Faults),
            ["sends"] => sends.List(query),
            ["sends", var id] => Number(id) is { } number ? sends.One(number) : null,
            ["sends", var id, "failures"] => Number(id) is { } number ? sends.Failures(number, query) : null,
            ["calls"] => calls.List(query),
            ["calls", var id] => Number(id) is { } number ? calls.One(number) : null,
            ["accounts"] => accounts.List(query),
            ["account"] => accounts.One(query),
            ["account", "failures"] => accounts.Failures(query),
            ["messages"] => messages.List(query),
            ["messages", var id] => Number(id) is { } number ? messages.One(number) : null,
            _ => null,
        };
        await (answer is { } json ? AnswerAsync(context, json) : NothingAsync(context)).ConfigureAwait(false);
    }

    private async Task ExportAsync(HttpContext context)
    {
        await archive.SettleAsync().ConfigureAwait(false);
        await messages.ExportAsync(context, new InboxQuery(context.Request.Query)).ConfigureAwait(false);
    }

    // A page of another origin cannot send this method without asking first, and is not answered then.
    private async Task ClearAsync(HttpContext context)
    {
        await archive.ClearAsync().ConfigureAwait(false);
        feed.Clear();
        await AnswerAsync(context, State()).ConfigureAwait(false);
    }

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
        json.WriteNumber("callsLost"u8, archive.CallsLost);
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

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Task AnswerAsync(HttpContext context, ReadOnlyMemory<byte> json) =>
        HttpAnswers.WriteJsonAsync(context, StatusCodes.Status200OK, json);

    private static Task NothingAsync(HttpContext context) =>
        HttpAnswers.WriteErrorAsync(context, StatusCodes.Status404NotFound, "there is nothing here");
}
