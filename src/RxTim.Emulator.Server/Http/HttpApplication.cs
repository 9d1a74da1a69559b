using System.Collections.Frozen;
using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>Takes every HTTP request and hands it to the API, to the inbox, or to nobody. Whatever comes, the answer is JSON or the
/// page.</summary>
internal sealed class HttpApplication(RestApi api, InboxApi inbox, bool isLocal, CancellationToken stopping)
{
    // The page's files, by their address.
    private static readonly FrozenDictionary<string, (string Type, byte[] Body)> Page = Assembly.GetExecutingAssembly()
        .GetManifestResourceNames()
        .ToFrozenDictionary(
            static name => name == "inbox.html" ? "/" : $"/{name}", static name => (TypeOf(name), Read(name)), StringComparer.Ordinal);

    public async Task AnswerAsync(HttpContext context)
    {
        HttpAnswers.Secure(context.Response.Headers);
        try
        {
            await RouteAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await HttpAnswers.WriteErrorAsync(context, error.StatusCode, "the request is malformed").ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or BadHttpRequestException)
        {
            context.Abort();
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            var why = error is SqliteException ? "the database cannot be written or read" : "the emulator failed";
            var answer = new RestAnswer(TimErrorCodes.RestInternalError3, why);
            await HttpAnswers.WriteJsonAsync(context, StatusCodes.Status200OK, answer.ToUtf8()).ConfigureAwait(false);
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        // A name that a foreign page made point here would make its scripts ours.
        if (isLocal && !IsLocal(context.Request.Host.Host))
            return HttpAnswers.WriteErrorAsync(context, StatusCodes.Status403Forbidden, "only the machine itself is answered");
        var path = context.Request.Path;
        if (path.StartsWithSegments("/v4", StringComparison.Ordinal))
            return api.AnswerAsync(context, stopping);
        if (path.StartsWithSegments("/emulator", StringComparison.Ordinal))
            return inbox.AnswerAsync(context, stopping);
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (isRead && Page.TryGetValue(path.Value ?? "", out var file))
            return HttpAnswers.WriteAsync(context, StatusCodes.Status200OK, file.Type, file.Body);
        return HttpAnswers.WriteErrorAsync(context, StatusCodes.Status404NotFound, "there is nothing here");
    }

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    private static byte[] Read(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
