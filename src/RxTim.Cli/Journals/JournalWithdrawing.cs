using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>The taking back of a journal's messages, shown as a send is.</summary>
internal sealed class JournalWithdrawing : ISending
{
    private readonly SendJournal journal;
    private readonly IAsyncEnumerable<WithdrawResult> taken;
    private readonly CancellationTokenSource stop = new();

    public JournalWithdrawing(SendJournal journal, Backend backend, JournalWithdrawOptions options)
    {
        this.journal = journal;
        // Of who is in doubt some may turn out to have no message.
        var counts = journal.Counts;
        Audience = new Audience(counts.ToWithdraw, MostIsExact: true) { Done = "taken back" };
        taken = journal.WithdrawAsync(backend.Withdrawal!, options with
        {
            Withdraw = options.Withdraw with { Stop = stop.Token },
            History = backend.History,
        });
    }

    public Audience Audience { get; }

    public IAsyncEnumerable<MsgBatchSendResult> Results => ResultsAsync();

    public string? Left => journal.Counts.ToWithdraw is > 0 and var left
        ? $"{journal.Path}: {Figures.Count(left)} may still have the message. Go on with: rxtim withdraw"
        : null;

    public void Stop() => stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        stop.Dispose();
    }

    private async IAsyncEnumerable<MsgBatchSendResult> ResultsAsync()
    {
        await foreach (var result in taken)
            yield return result.ToSendResult();
    }
}
