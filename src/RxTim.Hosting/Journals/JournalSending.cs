using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using RxTim.Journal;

namespace RxTim.Hosting;

/// <summary>One journal that is being sent in the background, from its opening to its closing.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The sources have no timers and no links, so there is nothing to dispose of.")]
internal sealed class JournalSending
{
    // In the place of a reason, when it is too late for one.
    private static readonly string TooLate = new('-', 1);

    private readonly SendJournal journal;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource cancel = new();

    // Why it is to be given up when nothing is in flight any longer, if it is to.
    private string? reason;

    // Who waits for results, if anybody does; and whether none come any longer.
    private TaskCompletionSource? waiting;
    private volatile bool isOver;

    public JournalSending(SendJournal journal, IMsgBatchTransport transport, JournalSendOptions options)
    {
        this.journal = journal;
        var beginner = Activity.Current?.Context;
        // Nothing of a request that began it belongs to what goes on when that has been answered.
        using (ExecutionContext.SuppressFlow())
            Sent = Task.Run(() => SendAsync(transport, options with { Stop = stop.Token }, beginner));
        Closed = CloseAsync();
    }

    /// <summary>Complete when nothing is sent any longer; it fails with what stopped the send.</summary>
    public Task Sent { get; }

    /// <summary>Complete when the journal is closed; it fails if it could not be given up or closed.</summary>
    public Task Closed { get; }

    public JournalCounts Counts => journal.Counts;

    /// <summary>Complete when there are more results in the journal than now, or there will be none.</summary>
    public Task Changed
    {
        get
        {
            var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var next = Interlocked.CompareExchange(ref waiting, own, null) ?? own;
            if (isOver)
                TellOfResults();
            return next.Task;
        }
    }

    /// <summary>Lets what is in flight be answered, and hands nothing more over.</summary>
    public Task DrainAsync() => stop.CancelAsync();

    /// <summary>Drains, and gives the rest up before the journal is closed.</summary>
    /// <returns>False if it is being closed already, and does not do that any longer.</returns>
    public async Task<bool> AbandonAsync(string why)
    {
        if ((object?)Interlocked.CompareExchange(ref reason, why, null) == TooLate)
            return false;
        await DrainAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Ends at once: those in flight are in doubt.</summary>
    public Task CancelAsync() => cancel.CancelAsync();

    private async Task SendAsync(IMsgBatchTransport transport, JournalSendOptions options, ActivityContext? beginner)
    {
        using var span = JournalSpans.Begin(beginner);
        try
        {
            // The journal keeps the results; whoever wants them reads them there.
            await foreach (var _ in journal.SendAsync(transport, options, cancel.Token).ConfigureAwait(false))
                TellOfResults();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            JournalSpans.Fail(span, failure);
            throw;
        }
        finally
        {
            isOver = true;
            TellOfResults();
        }
    }

    private async Task CloseAsync()
    {
        await Sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await using (journal.ConfigureAwait(false))
        {
            if (Interlocked.Exchange(ref reason, TooLate) is { } why)
                await journal.AbandonAsync(why).ConfigureAwait(false);
        }
    }

    private void TellOfResults() => Interlocked.Exchange(ref waiting, null)?.TrySetResult();
}
