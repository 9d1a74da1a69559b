using System.Buffers;
using RxTim.Orleans;

namespace RxTim.Node;

/// <summary>Writes answers that are one piece of JSON.</summary>
internal static class ApiAnswers
{
    // After so many seconds a client that was told 503 may ask again.
    private const string RetryAfter = "2";

    public static Task WriteAsync(HttpContext context, ClusterProgress progress)
    {
        var json = new ArrayBufferWriter<byte>();
        ApiJson.Write(json, progress);
        return WriteAsync(context, StatusCodes.Status200OK, json.WrittenMemory);
    }

    public static Task WriteAsync(HttpContext context, ApiFault fault)
    {
        if (fault.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = RetryAfter;
        if (fault.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        var json = new ArrayBufferWriter<byte>();
        ApiJson.Write(json, fault);
        return WriteAsync(context, fault.Status, json.WrittenMemory);
    }

    public static async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> json)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length + 1;
        var line = new byte[json.Length + 1];
        json.CopyTo(line);
        line[^1] = (byte)'\n';
        await response.BodyWriter.WriteAsync(line, context.RequestAborted);
    }
}
