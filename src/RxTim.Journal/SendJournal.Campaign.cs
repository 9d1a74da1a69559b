namespace RxTim.Journal;

public sealed partial class SendJournal
{
    /// <summary>What its maker says of it.</summary>
    public JournalDetails Details => store.Contents.Send.Details;

    /// <summary>Why and when it was given up; null if it was not.</summary>
    public JournalAbandonment? Abandonment => State.Abandonment;

    /// <summary>
    /// Gives the send up: nobody else is sent to, now or when the journal is opened again. Who is pending stays so, and who is in doubt.
    /// One that is finished or given up already stays as it is.
    /// </summary>
    /// <param name="reason">Why, for those who read the journal later.</param>
    /// <param name="cancellationToken">Gives up the waiting for the disk.</param>
    /// <returns>Complete when that is on the disk.</returns>
    /// <exception cref="InvalidOperationException">A send of this journal is running. End it first.</exception>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public async Task AbandonAsync(string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        Abandoning own;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposal is not null, this);
            if (work is not null)
                throw new InvalidOperationException($"{Path}: a send of this journal is running. End it before you give it up.");
            work = own = new Abandoning(store, reason, TimeProvider.System.GetUtcNow());
        }
        try
        {
            await own.Recorded.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await own.DisposeAsync().ConfigureAwait(false);
            lock (gate)
                work = null;
        }
    }

    // Records on a thread of its own, for SQLite waits for the disk on the thread that asks.
    private sealed class Abandoning(JournalStore store, string reason, DateTimeOffset at) : IAsyncDisposable
    {
        public Task Recorded { get; } = Task.Run(() => store.Abandon(reason, at));

        public async ValueTask DisposeAsync() => await Recorded.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
