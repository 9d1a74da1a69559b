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
    private readonly Task writing;

    // Why nothing is recorded any longer.
    private JournalException? fault;

    public JournalWriter(JournalStore store)
    {
        this.store = store;
        writing = Task.Run(WriteAsync);
    }

    /// <summary>Adds a step.</summary>
    /// <returns>Complete when it is on the disk.</returns>
    public Task RecordAsync(JournalStep step)
    {
        if (!steps.Writer.TryWrite(step))
            step.Complete(new JournalException(JournalFault.Unusable, $"{store.Path}: the journal was disposed while its send was running."));
        return step.Recorded;
    }

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
            fault ??= Commit(together);
            foreach (var step in together)
                step.Complete(fault);
            together.Clear();
        }
    }

    private JournalException? Commit(List<JournalStep> together)
    {
        try
        {
            foreach (var step in together)
                step.Append(store);
            store.Commit();
            JournalInstruments.Commits.Add(1);
            return null;
        }
        catch (JournalException failure)
        {
            return failure;
        }
    }
}
