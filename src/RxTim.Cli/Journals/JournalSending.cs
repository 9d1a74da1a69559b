using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>A send with a journal, from its beginning or from where it stopped.</summary>
internal sealed class JournalSending : ISending
{
    private readonly SendJournal journal;
    private readonly CancellationTokenSource stop = new();

    public JournalSending(SendJournal journal, Backend backend, JournalSendOptions options)
    {
        this.journal = journal;
        var counts = journal.Counts;
        Audience = new Audience(counts.Pending + counts.InDoubt, MostIsExact: true);
        Results = journal.SendAsync(backend.Transport, options with { History = backend.History, Stop = stop.Token });
    }

    public Audience Audience { get; }

    public IAsyncEnumerable<MsgBatchSendResult> Results { get; }

    public string? Left
    {
        get
        {
            var counts = journal.Counts;
            return counts.IsFinished ? null : $"{journal.Path}: {Words(counts)} Go on with: rxtim resume";
        }
    }

    public void Stop() => stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        stop.Dispose();
    }

    private static string Words(JournalCounts counts) => counts switch
    {
        { Pending: 0 } => $"{Figures.Count(counts.InDoubt)} are in doubt.",
        { InDoubt: 0 } => $"{Figures.Count(counts.Pending)} are left.",
        _ => $"{Figures.Count(counts.Pending)} are left, and {Figures.Count(counts.InDoubt)} are in doubt.",
    };
}
