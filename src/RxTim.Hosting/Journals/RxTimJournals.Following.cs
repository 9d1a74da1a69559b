using System.Runtime.CompilerServices;
using RxTim.Journal;

namespace RxTim.Hosting;

public sealed partial class RxTimJournals
{
    // How often a journal is read again at most, and how much of the time that may take, for one of millions takes a second.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private const int PausePerRead = 4;

    /// <summary>The results of a journal from a cursor on, and those that come while its send runs in this process, each when it is on the
    /// disk: what a stream of Server-Sent Events needs, whose <c>Last-Event-ID</c> is a cursor that survives a restart.</summary>
    /// <param name="name">The journal's name.</param>
    /// <param name="after">Where to begin: by default before the first; else the cursor of the last result that was seen.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A stream that ends when there is nothing more and no send of the journal runs in this process. It reads the journal again
    /// at most ten times a second, less often one that takes long to read.</returns>
    /// <exception cref="JournalException">There is no such journal, or it cannot be read.</exception>
    public async IAsyncEnumerable<JournalResult> FollowAsync(
        string name, JournalCursor after = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Asked before the journal is read, so that no result falls between the two.
            var changed = Find(name)?.Changed;
            var begun = time.GetTimestamp();
            TimeSpan pause;
            using (var report = Read(name))
            {
                pause = PausePerRead * time.GetElapsedTime(begun);
                using var results = report.Results(after).GetEnumerator();
                while (TryRead(results, ref changed))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    after = results.Current.Cursor;
                    yield return results.Current;
                }
            }
            if (changed is null)
                yield break;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(pause > ShortestPause ? pause : ShortestPause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // False when there are no more for now.
    private static bool TryRead(IEnumerator<JournalResult> results, ref Task? changed)
    {
        try
        {
            return results.MoveNext();
        }
        catch (JournalException again) when (again.Fault == JournalFault.InUse)
        {
            // A send began since, so there is more to read.
            changed ??= Task.CompletedTask;
            return false;
        }
    }
}
