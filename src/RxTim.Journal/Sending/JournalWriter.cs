using System.Threading.Channels;

namespace RxTim.Journal;

/// <summary>
/// Records steps in the order in which they come, each time all that have come by then in one commit: forcing the disk takes milliseconds,
/// and shared by many calls it costs each little. After a commit that fails nothing is recorded any longer.
/// </summary>
/// <remarks>It has one thread of the pool while there is something to record, for SQLite waits for the disk on the thread that
/// asks.</remarks>
internal sealed class JournalWriter : IAsyncDisposable
{
    private const int MostStepsTogether = 4096;

    private readonly Channel<JournalStep> steps = Channel.CreateUnbounded<JournalStep>(new() { SingleReader = true });
    private readonly JournalStore store;
    private readonly Action afterCommit;
    private readonly Task writing;

    /// <param name="store">Where to.</param>
    /// <param name="afterCommit">Called after each commit, or failure to, and what follows from it for the steps.</param>
    public JournalWriter(JournalStore store, Action afterCommit)
    {
        this.store = store;
        this.afterCommit = afterCommit;
        writing = Task.Run(WriteAsync);
    }

    /// <summary>Why nothing is recorded any longer.</summary>
    public JournalException? Fault { get; private set; }

    /// <summary>Adds a step; ignored once the writer is disposed.</summary>
    public void Add(JournalStep step) => steps.Writer.TryWrite(step);

    /// <summary>Has the writer look again, although there is nothing to record.</summary>
    public void Wake() => Add(new JournalStep());

    /// <summary>Records what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        steps.Writer.TryComplete();
        await writing.ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        var together = new List<JournalStep>();
        while (await steps.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (together.Count < MostStepsTogether && steps.Reader.TryRead(out var step))
                together.Add(step);
            Fault ??= Commit(together);
            foreach (var step in together)
            {
                if (Fault is null)
                    step.Committed();
                else
                    step.Lost(Fault);
            }
            together.Clear();
            afterCommit();
        }
    }

    private JournalException? Commit(List<JournalStep> together)
    {
        try
        {
            foreach (var step in together)
                step.Record(store);
            store.Commit();
            return null;
        }
        catch (JournalException fault)
        {
            return fault;
        }
    }
}
