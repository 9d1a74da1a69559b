using System.Text.Json;

namespace RxTim.Cli;

/// <summary>Results that belong together: none is shown before the cursor behind them is known, so that none is shown twice where they come
/// again from another node.</summary>
/// <param name="Results">The results.</param>
/// <param name="Cursor">From here the next ones come; null at the end.</param>
/// <param name="End">How the send ended; null if it has not.</param>
internal sealed record NodeBatch(IReadOnlyList<MsgBatchSendResult> Results, string? Cursor, NodeProgress? End);

/// <summary>The time with one node: recipients are given to it and results are read from it, until it falls or the send ends.</summary>
/// <param name="node">The node.</param>
/// <param name="send">The send's name.</param>
/// <param name="upload">What is given; null if nothing is, or no longer.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeVisit(Node node, string send, Upload? upload, TimeProvider time) : IAsyncDisposable
{
    // A node writes a cursor after some hundred results. More without one are held in memory for nothing.
    private const int MostHeld = 200_000;

    // Some seconds, and half a minute.
    private const int LooksAtRest = 8;
    private const int LooksAtWork = 32;

    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource over = new();
    private Task giving = Task.CompletedTask;
    private NodeLines? lines;
    private bool isOver;

    /// <summary>The results behind the cursor, as far as they have come.</summary>
    /// <exception cref="NodeException">The node fell, or the cluster refuses.</exception>
    public async Task<NodeBatch> NextAsync(string? cursor, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            lines ??= await OpenAsync(cursor, both.Token);
            return await ReadAsync(lines, both.Token);
        }
        catch (Exception) when (giving.IsFaulted)
        {
            // That says more than what it did to the reading.
            await giving;
            throw;
        }
    }

    /// <summary>Ends it. Nobody reads recipients for it any longer when that is complete. It may be said again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isOver)
            return;
        isOver = true;
        await over.CancelAsync();
        await giving.ContinueWith(static _ => { }, TaskScheduler.Default);
        lines?.Dispose();
        over.Dispose();
    }

    private async Task<NodeLines> OpenAsync(string? cursor, CancellationToken cancellationToken)
    {
        if (upload is { IsDone: false })
        {
            // There may be a send of the same name that is not this one. Its results are none of ours.
            var before = upload.IsAccepted ? null : await node.FindAsync(send, cancellationToken);
            giving = GiveAsync(upload);
            await ConfirmAsync(upload, before, cancellationToken);
        }
        return await node.ResultsAsync(send, cursor, cancellationToken);
    }

    private async Task GiveAsync(Upload upload)
    {
        try
        {
            await upload.RunAsync(node, over.Token);
        }
        catch
        {
            // The reading would wait for results of recipients that the cluster does not get.
            await over.CancelAsync();
            throw;
        }
    }

    // The cluster refuses another message at once, and other recipients before it takes new ones. A send that does nothing takes no new
    // ones, and one that is slow takes them late: after some looks without a refusal that has to do.
    private async Task ConfirmAsync(Upload upload, NodeProgress? before, CancellationToken cancellationToken)
    {
        var (look, looks) = (FirstLook, 0);
        while (true)
        {
            await Task.WhenAny(giving, Task.Delay(look, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (giving.IsCompleted)
                break;
            var now = await node.FindAsync(send, cancellationToken);
            if (now is not null && (before is null || now.Asked > before.Asked))
                break;
            looks += now is null ? 0 : now.IsAtWork ? 1 : LooksAtWork / LooksAtRest;
            if (looks >= LooksAtWork)
                break;
            look = look * 2 < LastLook ? look * 2 : LastLook;
        }
        if (giving.IsCompleted)
            await giving;
        upload.IsAccepted = true;
    }

    private async Task<NodeBatch> ReadAsync(NodeLines from, CancellationToken cancellationToken)
    {
        var results = new List<MsgBatchSendResult>();
        while (await from.NextAsync(cancellationToken))
        {
            try
            {
                if (NodeLine.IsResult(from.Line))
                {
                    results.Add(ResultOf(from.Line));
                    if (results.Count > MostHeld)
                        throw NodeException.Broken($"{node.Name}: more than {Figures.Count(MostHeld)} results came without a cursor.");
                    continue;
                }
                var line = NodeLine.Parse(from.Line);
                if (line.Error is not null)
                    throw NodeRefusal.Of(line, node.Name);
                if (line.Cursor is not null || line.End is not null)
                    return new NodeBatch(results, line.Cursor, line.End);
                throw new JsonException("It is neither a result, nor a cursor, nor the end.");
            }
            catch (JsonException wrong)
            {
                throw NodeException.Broken(
                    $"{node.Name}: line {from.Number} of the results{JsonFault.Place(wrong)}: {JsonFault.Words(wrong)}.", wrong);
            }
        }
        throw NodeException.Away($"{node.Name}: the results ended after line {from.Number}, before the send did.");
    }

    private static MsgBatchSendResult ResultOf(ReadOnlySpan<byte> line)
    {
        byte[] array = [(byte)'[', .. line, (byte)']'];
        return MsgBatchSendResult.ParseArray(array) is [var result] ? result : throw new JsonException("It is not one result.");
    }
}
