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
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed) != 0, this);
        if (Interlocked.Exchange(ref sending, 1) != 0)
            throw new InvalidOperationException($"{Path}: a send of this journal is running. End it before you give it up.");
        try
        {
            await Task.Run(() => store.Abandon(reason, DateTimeOffset.UtcNow), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref sending, 0);
        }
    }
}
