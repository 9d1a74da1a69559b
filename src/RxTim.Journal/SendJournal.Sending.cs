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
        new PulledObservable(SendAsync(transport, options));

    private async IAsyncEnumerable<MsgBatchSendResult> RunAsync(
        IMsgBatchTransport transport, JournalSendOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed) != 0, this);
        if (Interlocked.Exchange(ref sending, 1) != 0)
            throw new InvalidOperationException($"{Path}: a send of this journal is running already.");
        try
        {
            store.ThrowIfAbandoned();
            if (options.InDoubt == InDoubtPolicy.Report)
            {
                foreach (var doubt in InDoubt())
                    yield return doubt;
            }
            else if (options.InDoubt == InDoubtPolicy.Check)
            {
                await foreach (var found in new DoubtCheck(store, options).FindAsync(cancellationToken).ConfigureAwait(false))
                    yield return found;
            }

            var resend = options.InDoubt == InDoubtPolicy.Resend;
            var ranges = State.Ranges(standing => standing == Standing.Pending || (resend && standing == Standing.Unknown));
            if (ranges.Count == 0 || options.Stop.IsCancellationRequested)
                yield break;
            var pending = new PendingIdentifiers(store.Identifiers, ranges);
            var run = new JournalRun(transport, store, pending, options);
            await using (run.ConfigureAwait(false))
            {
                await foreach (var result in run.Results(store.Contents.Send.Param, cancellationToken).ConfigureAwait(false))
                    yield return result;
            }
        }
        finally
        {
            Volatile.Write(ref sending, 0);
        }
    }

    private IEnumerable<MsgBatchSendResult> InDoubt()
    {
        foreach (var range in State.Ranges(static standing => standing == Standing.Unknown))
        {
            for (var ordinal = range.First; ordinal < range.End; ordinal++)
                yield return Doubt.Of(store.Identifiers.IdentifierAt(ordinal));
        }
    }
}
