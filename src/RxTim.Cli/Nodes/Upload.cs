using System.Text;

namespace RxTim.Cli;

/// <summary>A send on its way into a cluster. Where it breaks off it begins again with the first recipient: the cluster passes over those
/// whom it has.</summary>
/// <param name="send">The send's name.</param>
/// <param name="message">The message.</param>
/// <param name="doubt">What becomes of those in doubt.</param>
/// <param name="recipients">Who it goes to, as often as asked.</param>
internal sealed class Upload(string send, Message message, DoubtSettings doubt, Func<IAsyncEnumerable<string>> recipients)
{
    private readonly byte[] head = Encoding.UTF8.GetBytes($"{Head(message, doubt)}\n");

    /// <summary>Whether the cluster is known to have the send, with this message and these recipients as far as they came.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>Whether the cluster has all recipients.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Gives a node the send, from the beginning.</summary>
    /// <exception cref="NodeException">The node fell, or does not take it; or a recipient that was read is wrong.</exception>
    public async Task RunAsync(Node node, CancellationToken cancellationToken)
    {
        using var content = new UploadContent(head, recipients());
        try
        {
            await node.UploadAsync(send, content, cancellationToken);
            IsDone = IsAccepted = true;
        }
        catch (Exception failure) when (content.SourceFault is { } wrong && failure is not OperationCanceledException)
        {
            throw NodeException.Refused(
                $"{wrong.Message} Those before it may be with the cluster: rxtim report says how many were taken, and rxtim cancel ends "
                + "their send.",
                wrong);
        }
        finally
        {
            // Nobody else may read the recipients before this one has left them.
            await content.Ended;
        }
    }

    private static string Head(Message message, DoubtSettings doubt)
    {
        var policy = doubt.Policy is { } named ? $",\"inDoubt\":\"{named}\"" : "";
        var grace = doubt.Grace is { } period ? FormattableString.Invariant($",\"gracePeriodSeconds\":{period.TotalSeconds}") : "";
        return $"{{\"message\":{OnOneLine(message.ToJson())}{policy}{grace}}}";
    }

    // A line break can stand in JSON only between tokens, where a space does as well.
    private static string OnOneLine(string json) => json.Replace('\n', ' ').Replace('\r', ' ');
}

/// <summary>What becomes of recipients in doubt.</summary>
/// <param name="Policy">report, check or resend; null for the node's default.</param>
/// <param name="Grace">How long after the last hand-over a check begins; null for the node's default.</param>
internal readonly record struct DoubtSettings(string? Policy = null, TimeSpan? Grace = null);
