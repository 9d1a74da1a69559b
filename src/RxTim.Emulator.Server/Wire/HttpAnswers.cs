using Microsoft.AspNetCore.Http;

namespace RxTim.Emulator;

/// <summary>Writes answers, and the headers that every answer has.</summary>
internal static class HttpAnswers
{
    /// <summary>Sets what no page and no answer may be used for.</summary>
    public static void Secure(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    public static Task WriteJsonAsync(HttpContext context, int status, ReadOnlyMemory<byte> json) =>
        WriteAsync(context, status, "application/json; charset=utf-8", json);

    /// <summary>Says in the API's form what is wrong outside of the API.</summary>
    public static Task WriteErrorAsync(HttpContext context, int status, string info) =>
        WriteJsonAsync(context, status, new RestAnswer(TimErrorCodes.InvalidResource, info).ToUtf8());

    public static async Task WriteAsync(HttpContext context, int status, string type, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.BodyWriter.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
