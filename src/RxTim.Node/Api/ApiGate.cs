using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace RxTim.Node;

/// <summary>Lets in who may call: with the token, or, where there is none, programs of this machine but no page of a browser that comes
/// from elsewhere.</summary>
internal sealed class ApiGate(ListenSettings settings)
{
    private readonly byte[]? token = settings.Token is { } secret ? Hash(secret.Reveal()) : null;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var fault = context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) ? null : FaultOf(context.Request);
        return fault is null ? next(context) : ApiAnswers.WriteAsync(context, fault);
    }

    private ApiFault? FaultOf(HttpRequest request)
    {
        if (token is not null)
        {
            return request.Headers.Authorization is [{ } shown] && shown.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                && CryptographicOperations.FixedTimeEquals(Hash(shown["Bearer ".Length..].Trim()), token)
                ? null
                : new ApiFault(StatusCodes.Status401Unauthorized, "This needs the header Authorization: Bearer TOKEN.", "unauthorized");
        }
        // A name that a foreign page made point here, or the page itself, would let it use the node behind its reader's back.
        return IsLocal(request.Host.Host) && request.Headers.Origin.All(IsLocalOrigin)
            ? null
            : new ApiFault(StatusCodes.Status403Forbidden, "Without a token only this machine is answered.", "forbidden");
    }

    private static bool IsLocalOrigin(string? origin) => Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsLocal(page.IdnHost);

    private static bool IsLocal(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
