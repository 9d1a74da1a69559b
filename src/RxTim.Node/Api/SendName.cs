using RxTim.Orleans;

namespace RxTim.Node;

/// <summary>The name of a send, from a request's address.</summary>
internal static class SendName
{
    private const int Longest = 128;

    /// <exception cref="ApiException">It is none.</exception>
    public static string Of(HttpContext context)
    {
        var name = context.GetRouteValue("name") as string ?? "";
        return name.Length is > 0 and <= Longest && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? name
            : throw new ApiException(ApiFault.BadInput($"A name has 1 to {Longest} letters, digits, or one of . _ -"));
    }

    /// <exception cref="ApiException">There is no such send.</exception>
    public static async Task<ClusterProgress> ProgressAsync(IClusterSends sends, string name, CancellationToken cancellationToken) =>
        await sends.ProgressAsync(name, cancellationToken) ?? throw new ApiException(ApiFault.NotFound(name));
}
