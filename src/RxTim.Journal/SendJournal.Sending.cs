using System.Runtime.CompilerServices;

namespace RxTim.Journal;

public sealed partial class SendJournal
{
    /// <summary>Sends to those who are pending, after what <see cref="JournalSendOptions.InDoubt"/> says of those in doubt.</summary>
    /// <param name="transport">The backend: any, not only the one of the process before.</param>
    /// <param name="options">How; by default those in doubt are reported.</param>
    /// <param name="cancellationToken">Stops at once and leaves those in flight in doubt; <see cref="JournalSendOptions.Stop"/> does
    /// not.</param>
    /// <returns>
    /// A cold stream, one run at a time: a result for each identifier that was not answered before, when it is on the disk. One whose
    /// outcome is unknown stays in doubt for the next run. It ends with a <see cref="TimException"/> if the send is stopped; where the
    /// journal could not be written, its code is 6022 (<see cref="TimErrorCodes.LocalIOFailed"/>), its
    /// <see cref="Exception.InnerException"/> a <see cref="JournalException"/>, and the journal is to be opened anew.
    /// </returns>
    /// <remarks>What a process was given and did not see before it ended, or left when it stopped enumerating, does not come again:
    /// <see cref="JournalReport"/> has it.</remarks>
    /// <exception cref="JournalException">As it is enumerated: the send was given up.</exception>
    /// <exception cref="ArgumentException">An option is missing or out of its range, or the message cannot be checked.</exception>
    public IAsyncEnumerable<MsgBatchSendResult> SendAsync(
        IMsgBatchTransport transport, JournalSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        options ??= new JournalSendOptions();
        options.Validate(Message);
        return RunAsync(transport, options, cancellationToken);
    }

    /// <summary>The same, pushed: each subscription is a run, and an observer that is slow slows it.</summary>
    /// <inheritdoc cref="SendAsync"/>
    /// <returns>A cold stream: see <see cref="SendAsync"/>. Results come on the thread pool; disposing the subscription cancels.</returns>
    public IObservable<MsgBatchSendResult> Send(IMsgBatchTransport transport, JournalSendOptions? options = null) =>
        SendAsync(transport, options).Push();

    private async IAsyncEnumerable<MsgBatchSendResult> RunAsync(
        IMsgBatchTransport transport, JournalSendOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var own = Begin(() => new JournalRun(store, transport, options));
        try
        {
            store.ThrowIfAbandoned();
            if (options.InDoubt == InDoubtPolicy.Report)
            {
                foreach (var ordinal in doubts(State))
                    yield return Doubt.Of(store.Reading.IdentifierAt(ordinal));
            }
            if (!own.IsNeeded)
                yield break;
            await foreach (var result in own.ResultsAsync(cancellationToken).ConfigureAwait(false))
                yield return result;
        }
        finally
        {
            await own.DisposeAsync().ConfigureAwait(false);
            lock (gate)
                work = null;
        }

        static IEnumerable<int> doubts(SendState state) => state.Ranges(static standing => standing.IsInDoubt())
            .SelectMany(static range => Enumerable.Range(range.First, range.Count));
    }
}
