namespace RxTim.Node;

/// <summary>Whatever goes wrong with a request, its answer is JSON, or it is cut.</summary>
internal sealed partial class ApiErrors(ClusterDoor door, ILogger<ApiErrors> logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await next(context);
            if (!context.Response.HasStarted && NothingHere(context.Response.StatusCode) is { } fault)
                await ApiAnswers.WriteAsync(context, fault);
        }
        catch (Exception thrown)
        {
            if (context.RequestAborted.IsCancellationRequested)
                context.Abort();
            else if (context.Response.HasStarted)
                Cut(context, thrown);
            else
                await ApiAnswers.WriteAsync(context, FaultOf(context, thrown));
        }
    }

    private static ApiFault? NothingHere(int status) => status switch
    {
        StatusCodes.Status404NotFound => new(status, "There is nothing at this address.", "noSuchAddress"),
        StatusCodes.Status405MethodNotAllowed => new(status, "This address has no such method.", "noSuchAddress"),
        _ => null,
    };

    private void Cut(HttpContext context, Exception thrown)
    {
        if (thrown is not (IOException or OperationCanceledException or BadHttpRequestException))
            Report(context, thrown);
        context.Abort();
    }

    private ApiFault FaultOf(HttpContext context, Exception thrown)
    {
        if (thrown is BadHttpRequestException malformed)
            return new ApiFault(malformed.StatusCode, "The request is malformed, or ended too soon.", "badInput");
        if (thrown is OperationCanceledException && door.Closing.IsCancellationRequested)
            return ApiFault.Unavailable("The node is stopping.");
        if (ApiFault.Of(thrown) is { } fault)
        {
            if (fault.Status == StatusCodes.Status503ServiceUnavailable && thrown is not ApiException)
                NotAnswered(context.Request.Method, context.Request.Path, thrown.GetType().FullName);
            return fault;
        }
        Report(context, thrown);
        return new ApiFault(StatusCodes.Status500InternalServerError, "The node failed; its log says where.", "failed");
    }

    // The text of an exception may hold anything, so it is logged at Debug only.
    private void Report(HttpContext context, Exception thrown)
    {
        var first = thrown is ApiStreamException { InnerException: { } inner } ? inner : thrown;
        var where = first.TargetSite is { } site ? $"{site.DeclaringType?.FullName}.{site.Name}" : "?";
        Failed(context.Request.Method, context.Request.Path, first.GetType().FullName, where);
        FailedBy(first);
    }

    [LoggerMessage(301, LogLevel.Error, "{Method} {Path} failed: {Exception} in {Where}.")]
    private partial void Failed(string method, string path, string? exception, string where);

    [LoggerMessage(302, LogLevel.Debug, "The exception of event 301.")]
    private partial void FailedBy(Exception thrown);

    [LoggerMessage(303, LogLevel.Warning, "{Method} {Path} was not answered by the cluster: {Exception}.")]
    private partial void NotAnswered(string method, string path, string? exception);
}
