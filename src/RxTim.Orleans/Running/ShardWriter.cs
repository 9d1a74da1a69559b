using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Orleans.Storage;

namespace RxTim.Orleans;

/// <summary>
/// Takes steps in the order in which they come, and stores all that have come by then in one write. It is the only one that touches the
/// ledger while it runs, and it runs where the grain's calls do.
/// </summary>
/// <remarks>The storage's ETag is the fence: where another activation has written since, nothing of this one is stored any longer, so
/// nothing more is handed over. A write that fails otherwise is tried again, and those who wait for it wait.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no links, so there is nothing to dispose of.")]
internal sealed class ShardWriter(ShardLedger ledger, Func<byte[], Task> write, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(2);

    private readonly Channel<ShardStep> steps = Channel.CreateUnbounded<ShardStep>(new() { SingleReader = true });
    private readonly CancellationTokenSource ending = new();

    // Completed at each change that readers may be told of, and made anew.
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The results that are in storage, which readers may have.</summary>
    public int StoredResults { get; private set; } = ledger.Results;

    /// <summary>Whether the end of the shard is in storage.</summary>
    public bool IsStoredFinished { get; private set; } = ledger.IsFinished;

    /// <summary>How many results say what, of those in storage.</summary>
    public SendCounts StoredCounts { get; private set; } = CountsOf(ledger);

    /// <summary>Why nothing is stored any longer; null while something is.</summary>
    public ShardLostException? Lost { get; private set; }

    /// <summary>Complete at the next change of what is in storage, or where none will follow.</summary>
    public Task Changed => changed.Task;

    /// <summary>Says that something else has changed that readers wait for.</summary>
    public void Signal()
    {
        var before = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.SetResult();
    }

    /// <summary>Adds a step; from any thread.</summary>
    /// <returns>Complete when it is in storage.</returns>
    public Task RecordAsync(ShardStep step)
    {
        if (!steps.Writer.TryWrite(step))
            step.Complete(new ShardLostException("The shard's activation has ended."));
        return step.Stored;
    }

    public Task RecordAsync(Action<ShardLedger> apply) => RecordAsync(new DoStep(apply));

    /// <summary>Asks the ledger; from any thread.</summary>
    public Task<T> AskAsync<T>(Func<ShardLedger, T> ask)
    {
        var step = new AskStep<T>(ask);
        _ = RecordAsync(step);
        return step.AnswerAsync();
    }

    /// <summary>Takes no further step, and gives up a write that fails.</summary>
    public void End()
    {
        steps.Writer.TryComplete();
        ending.Cancel();
    }

    /// <summary>Runs until <see cref="End"/>. To be called in the grain's context, once; never fails.</summary>
    public async Task RunAsync()
    {
        var together = new List<ShardStep>();
        while (await steps.Reader.WaitToReadAsync())
        {
            while (steps.Reader.TryRead(out var step))
                together.Add(step);
            if (Lost is null)
            {
                foreach (var step in together)
                    step.Apply(ledger);
                if (together.Exists(static step => step.Writes))
                    await StoreAsync();
            }
            foreach (var step in together)
                step.Complete(Lost);
            together.Clear();
            Signal();
        }
        Lost ??= new ShardLostException("The shard's activation has ended.");
        Signal();
    }

    private async Task StoreAsync()
    {
        var data = ledger.Encode();
        var (results, finished, counts) = (ledger.Results, ledger.IsFinished, CountsOf(ledger));
        for (var delay = FirstDelay; ; delay = delay * 2 < MostDelay ? delay * 2 : MostDelay)
        {
            try
            {
                await write(data);
                (StoredResults, IsStoredFinished, StoredCounts) = (results, finished, counts);
                return;
            }
            catch (InconsistentStateException conflict)
            {
                Lost = new ShardLostException("Another activation of the shard has written since: this one is out of date.", conflict);
                return;
            }
            catch (Exception failed) when (ending.IsCancellationRequested)
            {
                Lost = new ShardLostException("The shard's activation ended before the storage took what it had.", failed);
                return;
            }
            catch (Exception)
            {
                // Whether it was stored is not known. If it was, the next attempt has an old ETag, and this activation is out of date.
                await Task.Delay(delay, time, ending.Token).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    private static SendCounts CountsOf(ShardLedger ledger) => new(ledger.Sent, ledger.Failed, ledger.Unknown);
}
