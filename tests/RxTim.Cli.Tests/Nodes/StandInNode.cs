using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RxTim.Cli.Tests;

/// <summary>Speaks the API of <c>rxtim-node</c>, and falls where a test says.</summary>
internal sealed class StandInNode : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(10);

    private readonly StandInCluster cluster;
    private readonly WebApplication web;
    private readonly CancellationTokenSource end = new();
    private int resultsWritten;

    private StandInNode(StandInCluster cluster)
    {
        this.cluster = cluster;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        web = builder.Build();
        web.Run(AnswerAsync);
    }

    public string Url { get; private set; } = "";

    /// <summary>It takes connections and breaks them.</summary>
    public bool IsDown { get; set; }

    /// <summary>How often it is not ready yet.</summary>
    public int Unready { get; set; }

    /// <summary>It falls after so many lines of results, counted over all answers, in the middle of a batch.</summary>
    public int? FallsAfterResults { get; set; }

    /// <summary>Where it falls so, half a line comes before.</summary>
    public bool CutsLine { get; set; }

    /// <summary>It falls after so many identifiers of an upload.</summary>
    public int? FallsAfterIdentifiers { get; set; }

    /// <summary>What it answers instead of results.</summary>
    public string? RawResults { get; set; }

    /// <summary>What it answers to everything.</summary>
    public (int Status, string Body)? Always { get; set; }

    /// <summary>Called before each result line is written.</summary>
    public Action? OnResult { get; set; }

    /// <summary>The heads of uploads.</summary>
    public List<string> Heads { get; } = [];

    /// <summary>Requests that it answered or broke, in short.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<StandInNode> StartAsync(StandInCluster cluster)
    {
        var node = new StandInNode(cluster);
        await node.web.StartAsync(TestContext.Current.CancellationToken);
        node.Url = node.web.Urls.First();
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await web.DisposeAsync();
        end.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/').Split('/');
        lock (cluster.Gate)
            Requests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (IsDown)
            context.Abort();
        else if (Always is { } always)
            await SayAsync(context, always.Status, always.Body);
        else if (cluster.Token is { } token && context.Request.Headers.Authorization != $"Bearer {token}")
            await SayAsync(context, 401, """{"error":"no","reason":"unauthorized"}""");
        else if (Unready-- > 0)
            await SayAsync(context, 503, """{"error":"The silo starts.","reason":"unavailable"}""");
        else if (path is ["sends"])
            await SayAsync(context, 200, string.Concat(cluster.Sends.Values.Select(static send => $"{send.Progress}\n")));
        else if (path is ["sends", var posted] && context.Request.Method == "POST")
            await TakeAsync(context, posted);
        else if (!cluster.Sends.TryGetValue(path[1], out var send))
            await SayAsync(context, 404, $$"""{"error":"There is no send {{path[1]}}.","reason":"notFound"}""");
        else
            await AnswerAsync(context, send, path.Length > 2 ? path[2] : "");
    }

    private Task AnswerAsync(HttpContext context, StandInSend send, string action) => action switch
    {
        "results" => RawResults is { } raw ? SayAsync(context, 200, raw) : ShowAsync(context, send),
        "withdraw" => WithdrawAsync(context, send),
        "" => SayAsync(context, 200, send.Progress),
        _ => ChangeAsync(context, send, action),
    };

    private Task ChangeAsync(HttpContext context, StandInSend send, string action)
    {
        if (send.IsOver)
            return SayAsync(context, 409, """{"error":"The send is over.","reason":"ended"}""");
        lock (cluster.Gate)
            send.Become(action switch { "pause" => "paused", "resume" => "running", _ => "cancelled" });
        return SayAsync(context, 200, send.Progress);
    }

    private async Task TakeAsync(HttpContext context, string name)
    {
        using var body = new StreamReader(context.Request.Body);
        var head = (await body.ReadLineAsync(context.RequestAborted))!;
        using var json = JsonDocument.Parse(head);
        var message = json.RootElement.GetProperty("message").GetRawText();
        var inDoubt = json.RootElement.TryGetProperty("inDoubt", out var policy) ? policy.GetString()! : "report";
        StandInSend send;
        lock (cluster.Gate)
        {
            Heads.Add(head);
            if (!cluster.Sends.TryGetValue(name, out send!))
                cluster.Sends.Add(name, send = new StandInSend(name, message, inDoubt));
        }
        if (send.Message != message)
        {
            await SayAsync(context, 409, """{"error":"The name belongs to a send of another message.","reason":"nameTaken"}""");
            return;
        }
        for (var place = 0; await body.ReadLineAsync(context.RequestAborted) is { } line; place++)
        {
            if (FallsAfterIdentifiers == place)
            {
                IsDown = true;
                context.Abort();
                return;
            }
            bool isSame;
            lock (cluster.Gate)
                isSame = send.Take(place, JsonElement.Parse(line).GetString()!, cluster.CodeOf);
            if (!isSame)
            {
                await SayAsync(context, 409, """{"error":"The name belongs to a send to other identifiers.","reason":"nameTaken"}""");
                return;
            }
        }
        lock (cluster.Gate)
            send.TakeEnd();
        await SayAsync(context, 200, send.Progress);
    }

    private async Task ShowAsync(HttpContext context, StandInSend send)
    {
        BeginResults(context);
        var from = context.Request.Query["from"] is [{ } cursor] ? int.Parse(cursor[1..], System.Globalization.CultureInfo.InvariantCulture) : 0;
        await WriteAsync(context, $"{{\"cursor\":\"c{from}\"}}\n");
        while (true)
        {
            string[] batch;
            string? ending;
            Task changed;
            lock (cluster.Gate)
            {
                batch = [.. send.Results.Skip(from).Take(cluster.Batch)];
                ending = send.IsOver && from + batch.Length == send.Results.Count ? send.Progress : null;
                changed = send.Changed;
            }
            foreach (var line in batch)
            {
                if (FallsAfterResults == resultsWritten)
                {
                    await FallAsync(context, CutsLine ? line[..(line.Length / 2)] : "");
                    return;
                }
                resultsWritten++;
                OnResult?.Invoke();
                await WriteAsync(context, $"{line}\n");
            }
            from += batch.Length;
            if (ending is not null)
            {
                await WriteAsync(context, $"{{\"end\":{ending}}}\n");
                return;
            }
            if (batch.Length == 0)
                await Task.WhenAny(changed, Task.Delay(Heartbeat, end.Token));
            end.Token.ThrowIfCancellationRequested();
            await WriteAsync(context, $"{{\"cursor\":\"c{from}\"}}\n");
        }
    }

    private async Task WithdrawAsync(HttpContext context, StandInSend send)
    {
        if (!send.IsOver)
        {
            await SayAsync(context, 409, """{"error":"The send is not over.","reason":"stillRunning"}""");
            return;
        }
        BeginResults(context);
        foreach (var line in send.Results.Skip(send.Withdrawn.Count).ToArray())
        {
            if (FallsAfterResults == resultsWritten++)
            {
                await FallAsync(context, "");
                return;
            }
            var identifier = JsonElement.Parse(line).GetProperty("msg_batch_send_result_identifier").GetString()!;
            lock (cluster.Gate)
                send.Withdrawn.Add(identifier);
            await WriteAsync(context, $$"""{"identifier":"{{identifier}}","code":0,"desc":"","outcome":"withdrawn"}""" + "\n");
        }
        await WriteAsync(context, $"{{\"end\":{send.Progress}}}\n");
    }

    // The answer ends before the length that it said, so that the connection breaks, but only behind what was written.
    private async Task FallAsync(HttpContext context, string lastWords)
    {
        IsDown = true;
        await WriteAsync(context, lastWords);
    }

    private void BeginResults(HttpContext context)
    {
        context.Response.ContentType = "application/x-ndjson";
        if (FallsAfterResults is not null)
            context.Response.ContentLength = 1 << 30;
    }

    private static async Task WriteAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static Task SayAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    // The tests' process is not the host's to stop.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
