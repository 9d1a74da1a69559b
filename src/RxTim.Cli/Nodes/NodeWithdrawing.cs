using System.Runtime.CompilerServices;
using System.Text.Json;

namespace RxTim.Cli;

/// <summary>The taking back of the messages of a cluster's send, shown as a send is.</summary>
internal sealed class NodeWithdrawing : ISending
{
    private readonly CancellationTokenSource stop = new();
    private readonly NodeSettings settings;
    private readonly NodeRing ring;
    private bool isOver;

    public NodeWithdrawing(NodeSettings settings, NodeRing ring, NodeProgress before)
    {
        this.settings = settings;
        this.ring = ring;
        Audience = new Audience(before.ToWithdraw, MostIsExact: true) { Done = "taken back", GoesOn = true };
        Results = ResultsAsync();
    }

    public Audience Audience { get; }

    public IAsyncEnumerable<MsgBatchSendResult> Results { get; }

    public string? Left => isOver ? null : $"some may still have the message. Go on with: {settings.CommandLine("withdraw")}";

    /// <summary>Takes back what a send sent.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(NodeSettings settings, SendingSettings shown, CliConsole console, CancellationToken interruption)
    {
        console.RequireOutput();
        using var ring = new NodeRing(settings, console.Time, shown.IsLive(console) ? static _ => { } : console.Complain);
        var before = await ring.AskAsync(node => node.GetAsync(settings.Send, interruption), interruption);
        await using var withdrawing = new NodeWithdrawing(settings, ring, before);
        return await new SendRun(withdrawing, shown, PaceForecast.None, console).RunAsync(interruption);
    }

    public void Stop() => stop.Cancel();

    public ValueTask DisposeAsync()
    {
        stop.Dispose();
        return default;
    }

    // Nodes are tried until one begins. Another would not say again from whom this one took the message, so it is not gone on there.
    private async IAsyncEnumerable<MsgBatchSendResult> ResultsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var lines = await BeginAsync();
        while (lines is not null && await NextAsync(lines) is { } result)
            yield return result;
    }

    private async Task<NodeLines?> BeginAsync()
    {
        try
        {
            return await ring.AskAsync(node => node.WithdrawAsync(settings.Send, stop.Token), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (NodeException refused) when (refused.Fault == NodeFault.Refused)
        {
            isOver = true;
            throw;
        }
    }

    private async Task<MsgBatchSendResult?> NextAsync(NodeLines lines)
    {
        var node = ring.Current.Name;
        try
        {
            if (!await lines.NextAsync(stop.Token))
                throw NodeException.Away($"{node}: the results ended after line {lines.Number}, before the withdrawal did.");
            var line = NodeLine.Parse(lines.Line);
            if (line.Error is not null)
                throw NodeRefusal.Of(line, node);
            if (line.End is null)
                return line.Identifier is null ? throw new JsonException("It is neither a result nor the end.") : line.ToResult();
            isOver = true;
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (JsonException wrong)
        {
            throw NodeException.Broken(
                $"{node}: line {lines.Number} of the results{JsonFault.Place(wrong)}: {JsonFault.Words(wrong)}.", wrong);
        }
    }
}
