using RxTim.Journal;

namespace RxTim.Hosting;

/// <summary>One journal that is being sent in the background.</summary>
internal sealed class JournalSending : IAsyncDisposable
{
    private readonly SendJournal journal;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource cancel = new();

    public JournalSending(SendJournal journal, IMsgBatchTransport transport, JournalSendOptions options)
    {
        this.journal = journal;
        Done = Task.Run(() => SendAsync(transport, options with { Stop = stop.Token }));
    }

    /// <summary>Complete when nothing is sent any longer; it fails with what stopped the send.</summary>
    public Task Done { get; }

    public JournalCounts Counts => journal.Counts;

    /// <summary>Lets what is in flight be answered, and hands nothing more over.</summary>
    public Task DrainAsync() => stop.CancelAsync();

    /// <summary>Drains, and gives the rest up.</summary>
    public async Task AbandonAsync(string reason, CancellationToken cancellationToken)
    {
        await DrainAsync().ConfigureAwait(false);
        await Done.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await journal.AbandonAsync(reason, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends at once, and closes the journal: those in flight are in doubt.</summary>
    public async ValueTask DisposeAsync()
    {
        await cancel.CancelAsync().ConfigureAwait(false);
        await Done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await journal.DisposeAsync().ConfigureAwait(false);
        stop.Dispose();
        cancel.Dispose();
    }

    private async Task SendAsync(IMsgBatchTransport transport, JournalSendOptions options)
    {
        // The journal keeps the results; whoever wants them reads them there.
        await foreach (var _ in journal.SendAsync(transport, options, cancel.Token).ConfigureAwait(false))
        {
        }
    }
}
