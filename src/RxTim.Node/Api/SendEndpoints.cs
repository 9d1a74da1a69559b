using RxTim.Orleans;

namespace RxTim.Node;

/// <summary>The addresses of sends.</summary>
internal sealed class SendEndpoints(ClusterDoor door, Func<Message, string?> faultOf, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sends", List);
        routes.MapPost("/sends/{name}", StartAsync);
        routes.MapGet("/sends/{name}", ProgressAsync);
        routes.MapGet("/sends/{name}/results", ResultsAsync);
        routes.MapPost("/sends/{name}/withdraw", WithdrawAsync);
        Command("pause", static (sends, name, aborted) => sends.PauseAsync(name, aborted));
        Command("resume", static (sends, name, aborted) => sends.ResumeAsync(name, aborted));
        Command("cancel", static (sends, name, aborted) => sends.CancelAsync(name, aborted));

        void Command(string what, Func<IClusterSends, string, CancellationToken, Task<ClusterProgress>> run) =>
            routes.MapPost($"/sends/{{name}}/{what}", context => CommandAsync(context, run));
    }

    private async Task StartAsync(HttpContext context)
    {
        var name = SendName.Of(context);
        var sends = door.Sends;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, door.Closing);
        using var body = new SendBody(context);
        var request = await body.ReadRequestAsync(faultOf, stop.Token);
        ClusterProgress progress;
        try
        {
            progress = await sends.StartAsync(name, request.Message, body.Identifiers(stop.Token), request.Options, stop.Token);
        }
        catch (Exception thrown) when (body.Fault is { } fault && fault != thrown)
        {
            // Whatever the cluster makes of it, what was wrong with the body is what the caller wants to know.
            throw fault is ApiException known ? new ApiException(known.Fault, thrown) : fault;
        }
        await ApiAnswers.WriteAsync(context, progress);
    }

    private async Task ProgressAsync(HttpContext context)
    {
        var name = SendName.Of(context);
        await ApiAnswers.WriteAsync(context, await SendName.ProgressAsync(door.Sends, name, context.RequestAborted));
    }

    private async Task CommandAsync(HttpContext context, Func<IClusterSends, string, CancellationToken, Task<ClusterProgress>> run)
    {
        var name = SendName.Of(context);
        await ApiAnswers.WriteAsync(context, await run(door.Sends, name, context.RequestAborted));
    }

    private async Task ResultsAsync(HttpContext context)
    {
        var name = SendName.Of(context);
        var isEvents = context.Request.Headers.Accept
            .Any(static accept => accept?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true);
        var from = Cursor(context, isEvents);
        var sends = door.Sends;
        await SendName.ProgressAsync(sends, name, context.RequestAborted);
        IAnswerForm<ClusterResult> form = isEvents ? new ResultEvents(Progress) : new ResultLines(from, Progress);
        await Answer(context).WriteAsync(form, stop => sends.ResultsAsync(name, from, stop));

        Task<ClusterProgress> Progress(CancellationToken stop) => SendName.ProgressAsync(sends, name, stop);
    }

    private Task WithdrawAsync(HttpContext context)
    {
        var name = SendName.Of(context);
        var sends = door.Sends;
        var form = new JsonLines<WithdrawResult>(ApiJson.Write, stop => SendName.ProgressAsync(sends, name, stop));
        return Answer(context).WriteAsync(form, stop => sends.WithdrawAsync(name, stop));
    }

    private Task List(HttpContext context)
    {
        var sends = door.Sends;
        return Answer(context).WriteAsync(new JsonLines<ClusterProgress>(ApiJson.Write), sends.ListAsync);
    }

    private StreamedAnswer Answer(HttpContext context) => new(context, time, door.Closing);

    private static ClusterCursor Cursor(HttpContext context, bool isEvents)
    {
        var text = isEvents && context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last]
            ? last
            : context.Request.Query["from"].ToString();
        return ClusterCursor.TryParse(text, null, out var cursor)
            ? cursor
            : throw new ApiException(ApiFault.BadInput("from is no cursor of a send's results."));
    }
}
