using System.Net;
using System.Text.Json;

namespace RxTim.Cli;

/// <summary>What an answer says that is no success.</summary>
internal static class NodeRefusal
{
    private const int LongestBody = 256 * 1024;

    /// <summary>The exception that the answer is to those who asked.</summary>
    public static async Task<NodeException> OfAsync(
        HttpResponseMessage answer, string node, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var said = Parse(await ReadBodyAsync(answer, node, patience, time, cancellationToken));
        var status = answer.StatusCode;
        // The backend refuses this app: another node would fare no better.
        if (IsPassing(status) && said is not { Reason: "backend" })
        {
            return new NodeException(NodeFault.Away, $"{node}: {Words(said, $"it answered {Status(status)}")}")
            {
                RetryAfter = answer.Headers.RetryAfter?.Delta,
            };
        }
        var isMissing = said is { Reason: "notFound" };
        return NodeException.Refused($"{node}: {Meaning(status, said)}", isMissing ? new NoSuchSendException() : null);
    }

    /// <summary>The exception that a fault in the middle of an answer is to those who asked.</summary>
    public static NodeException Of(NodeLine fault, string node) =>
        fault.Reason is "notFound" or "removed" or "notSupported" or "stillRunning"
        ? NodeException.Refused($"{node}: {Words(fault, fault.Reason)}")
        : NodeException.Away($"{node}: {Words(fault, "the answer ended with a fault")}");

    /// <summary>The body of an answer, which has to be small.</summary>
    public static async Task<byte[]> ReadBodyAsync(
        HttpResponseMessage answer, string node, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var waiting = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        try
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(both.Token);
            var body = new MemoryStream();
            var part = new byte[16 * 1024];
            while (await stream.ReadAsync(part, both.Token) is > 0 and var read)
            {
                body.Write(part.AsSpan(0, read));
                if (body.Length > LongestBody)
                    throw NodeException.Broken($"{node}: the answer is longer than {Figures.Count(LongestBody)} bytes.");
            }
            return body.ToArray();
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw NodeException.Away($"{node}: the answer did not come to its end within {Figures.Time(patience)}.", silent);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            throw NodeException.Away($"{node}: the answer broke off: {Failure.Reason(broken)}", broken);
        }
    }

    // Another node, or this one a little later, may do it.
    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || ((int)status >= 500 && status != HttpStatusCode.NotImplemented);

    private static string Meaning(HttpStatusCode status, NodeLine? said) => (status, said) switch
    {
        (HttpStatusCode.Unauthorized, _) =>
            $"the token is missing or wrong. Put it into {NodeOptions.TokenVariable}, or name the variable that holds it with "
            + $"{NodeOptions.TokenName}.",
        (_, null) => $"it answered {Status(status)}, and not as a node does. Is this the address of a node?",
        (HttpStatusCode.BadRequest, { Line: > 1 and var line }) => $"recipient {Figures.Count(line - 1)}: {Words(said, "it is refused")}",
        _ => Words(said, Status(status)),
    };

    private static string Words(NodeLine? said, string otherwise)
    {
        var words = Quoted.Printable(said?.Error is { Length: > 0 } error ? error : otherwise).TrimEnd();
        return words is [.., '.' or '!' or '?'] ? words : $"{words}.";
    }

    private static string Status(HttpStatusCode status) => $"{(int)status} ({status})";

    private static NodeLine? Parse(byte[] body)
    {
        try
        {
            return NodeLine.Parse(body);
        }
        catch (JsonException)
        {
            // Something else than a node answered, such as a proxy: its status says enough.
            return null;
        }
    }
}

/// <summary>Behind the answer that there is no send of the name.</summary>
internal sealed class NoSuchSendException() : Exception("There is no send of this name.");
