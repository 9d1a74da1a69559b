using System.Runtime.CompilerServices;

namespace RxTim.Cli;

/// <summary>A cluster's send, shown as if it were this program's: given to a node if it is new, and its results from whichever node
/// answers.</summary>
internal sealed class NodeSending : ISending
{
    // A node that has no results says so each second. After so many times it is looked whether the send goes on at all.
    private const int LookAfter = 5;

    private readonly CancellationTokenSource stop = new();
    private readonly NodeSettings settings;
    private readonly NodeRing ring;
    private readonly Upload? upload;
    private readonly CliConsole console;
    private readonly Action<string> notice;
    private string? cursor;
    private string? taken;
    private NodeException? ended;
    private bool isOver;
    private bool toldPause;
    private int idle;

    /// <param name="settings">Which send.</param>
    /// <param name="ring">The nodes.</param>
    /// <param name="upload">What is given to the cluster; null if it has all.</param>
    /// <param name="from">The cursor behind which results are wanted; null for all.</param>
    /// <param name="audience">How many there are.</param>
    /// <param name="console">Whose clock and output.</param>
    /// <param name="notice">Says what happens meanwhile.</param>
    public NodeSending(
        NodeSettings settings, NodeRing ring, Upload? upload, string? from, Audience audience, CliConsole console, Action<string> notice)
    {
        this.settings = settings;
        this.ring = ring;
        this.upload = upload;
        this.console = console;
        this.notice = notice;
        cursor = taken = from;
        Audience = audience with { GoesOn = true };
        Results = ResultsAsync();
    }

    public Audience Audience { get; }

    public IAsyncEnumerable<MsgBatchSendResult> Results { get; }

    public string? Left
    {
        get
        {
            if (isOver)
                return null;
            // What did not reach standard output has to come again, and nobody knows which results that was.
            var from = taken is not null && console.RawOutput.Fault is null ? $" --from \"{taken}\"" : "";
            var watch = $"Watch it with: {settings.CommandLine("watch")}{from}";
            return upload switch
            {
                { IsAccepted: false } => $"whether the cluster has taken any of send {settings.Send} is not known. The same command goes on with "
                    + $"it; {settings.CommandLine("report")} says how far it is.",
                { IsDone: false } => $"send {settings.Send} goes on in the cluster, but not all recipients were given to it: the same command, "
                    + $"with the same recipients, gives it the rest. {watch}",
                _ => $"send {settings.Send} goes on in the cluster. {watch}",
            };
        }
    }

    public void Stop() => stop.Cancel();

    public ValueTask DisposeAsync()
    {
        stop.Dispose();
        return default;
    }

    private async IAsyncEnumerable<MsgBatchSendResult> ResultsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!isOver && !stop.IsCancellationRequested)
        {
            await using var visit = new NodeVisit(ring.Current, settings.Send, upload, console.Time);
            while (await NextAsync(visit) is { } batch)
            {
                foreach (var result in batch.Results)
                    yield return result;
                taken = cursor;
                if (ended is not null)
                    throw ended;
                if (isOver)
                    break;
            }
        }
    }

    // Null when the visit, or all, is over.
    private async Task<NodeBatch?> NextAsync(NodeVisit visit)
    {
        try
        {
            var batch = await visit.NextAsync(cursor, stop.Token);
            await TakeAsync(batch);
            return batch;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (NodeException away) when (away.Fault == NodeFault.Away)
        {
            await visit.DisposeAsync();
            return await FallAsync(away);
        }
        catch (NodeException)
        {
            isOver = true;
            throw;
        }
    }

    private async Task<NodeBatch?> FallAsync(NodeException away)
    {
        idle = 0;
        try
        {
            await ring.FellAsync(away, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It is over, as the caller sees.
        }
        return null;
    }

    private async Task TakeAsync(NodeBatch batch)
    {
        idle = batch.Results.Count > 0 ? 0 : idle + 1;
        // Only the second sign of life says that the node is well: the first comes at once, also where giving is about to fail.
        if (batch.Results.Count > 0 || idle > 1)
            ring.Answered();
        cursor = batch.Cursor ?? cursor;
        if (batch.End is { } end)
        {
            isOver = true;
            if (end.State == NodeProgress.States.Cancelled)
                ended = new NodeException(NodeFault.Ended, $"send {settings.Send} was cancelled in the cluster.");
        }
        else if (idle > 0 && idle % LookAfter == 0)
            await LookAsync();
    }

    private async Task LookAsync()
    {
        var progress = await ring.Current.GetAsync(settings.Send, stop.Token);
        if (progress.State == NodeProgress.States.Stopped)
        {
            var why = progress.Reason is { Length: > 0 } reason ? $": {Quoted.Printable(reason.TrimEnd('.'))}" : "";
            var rest = upload is { IsDone: false } ? " Not all recipients were given: after that, the same command gives the rest." : "";
            throw new NodeException(
                NodeFault.Ended,
                $"send {settings.Send} stopped in the cluster{why}. When that is set right: {settings.CommandLine("resume")}{rest}");
        }
        if (progress.State == NodeProgress.States.Paused && !toldPause)
            notice($"send {settings.Send} is paused. It goes on with: {settings.CommandLine("resume")}");
        toldPause = progress.State == NodeProgress.States.Paused;
    }
}
