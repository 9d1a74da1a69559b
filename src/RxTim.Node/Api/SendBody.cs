using System.Runtime.CompilerServices;

namespace RxTim.Node;

/// <summary>The body of a request that starts a send: a first line that says what, then an identifier a line, read as the cluster takes
/// them.</summary>
internal sealed class SendBody(HttpContext context) : IDisposable
{
    private readonly BodyLines lines = new(context.Request.BodyReader);

    /// <summary>What was wrong with the body, or with its way here; null if nothing was.</summary>
    public Exception? Fault { get; private set; }

    /// <exception cref="ApiException">There is no first line, or it is not as it must be.</exception>
    public async Task<SendRequest> ReadRequestAsync(Func<Message, string?> faultOf, CancellationToken cancellationToken)
    {
        do
        {
            if (lines.TryRead(SendRequest.MostBytes, out var line))
                return SendRequest.Read(line, faultOf);
        }
        while (await lines.FillAsync(cancellationToken));
        throw new ApiException(ApiFault.BadInput("The body is empty: its first line says what is sent.", 1));
    }

    public async IAsyncEnumerable<string> Identifiers([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            while (Next() is { } identifier)
                yield return identifier;
        }
        while (await FillAsync(cancellationToken));
    }

    public void Dispose() => lines.Dispose();

    private string? Next()
    {
        try
        {
            while (lines.TryRead(IdentifierLine.MostBytes, out var line))
            {
                if (IdentifierLine.Read(line, lines.Number) is { } identifier)
                    return identifier;
            }
            return null;
        }
        catch (ApiException wrong)
        {
            Fault = wrong;
            throw;
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await lines.FillAsync(cancellationToken);
        }
        catch (Exception lost)
        {
            Fault = lost;
            throw;
        }
    }
}
