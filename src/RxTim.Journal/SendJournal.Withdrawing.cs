using System.Runtime.CompilerServices;

namespace RxTim.Journal;

public sealed partial class SendJournal
{
    /// <summary>Takes the message back: from who has it, and from who is in doubt and turns out to have it. Who never had it is left out, and
    /// so is from whom it was taken back before.</summary>
    /// <param name="withdrawal">The backend: the one that was sent through, or another way to it.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops at once; <see cref="WithdrawOptions.Stop"/> waits for who is asked for. The next run asks for
    /// those again from whom it is not known that the message was taken back.</param>
    /// <returns>
    /// A cold stream, one run at a time, of a send that was given up too: a result for each, when it is on the disk, in no particular order.
    /// It ends with a <see cref="TimException"/> as <see cref="ResultOperators"/>' Withdraw does; where the journal could not be written,
    /// its code is 6022 (<see cref="TimErrorCodes.LocalIOFailed"/>), its <see cref="Exception.InnerException"/> a
    /// <see cref="JournalException"/>, and the journal is to be opened anew.
    /// </returns>
    /// <remarks>Who is pending stays so: to go on with the send afterwards sends to him. Give it up first if it is not to go on
    /// (<see cref="AbandonAsync"/>).</remarks>
    /// <exception cref="InvalidOperationException">As it is enumerated: a send or a withdrawal of this journal is running.</exception>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    public IAsyncEnumerable<WithdrawResult> WithdrawAsync(
        IMessageWithdrawal withdrawal, JournalWithdrawOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(withdrawal);
        options ??= new JournalWithdrawOptions();
        options.Validate();
        return WithdrawRunAsync(withdrawal, options, cancellationToken);
    }

    /// <summary>The same, pushed: each subscription is a run, and an observer that is slow slows it.</summary>
    /// <inheritdoc cref="WithdrawAsync"/>
    /// <returns>A cold stream: see <see cref="WithdrawAsync"/>. Results come on the thread pool; disposing the subscription
    /// cancels.</returns>
    public IObservable<WithdrawResult> Withdraw(IMessageWithdrawal withdrawal, JournalWithdrawOptions? options = null) =>
        WithdrawAsync(withdrawal, options).Push();

    private async IAsyncEnumerable<WithdrawResult> WithdrawRunAsync(
        IMessageWithdrawal withdrawal, JournalWithdrawOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var own = Begin(() => new WithdrawalRun(store, withdrawal, options));
        try
        {
            await foreach (var result in own.ResultsAsync(cancellationToken).ConfigureAwait(false))
                yield return result;
        }
        finally
        {
            await own.DisposeAsync().ConfigureAwait(false);
            lock (gate)
                work = null;
        }
    }

    private T Begin<T>(Func<T> make)
        where T : IAsyncDisposable
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposal is not null, this);
            if (work is not null)
                throw new InvalidOperationException($"{Path}: a send or a withdrawal of this journal is running already.");
            var run = make();
            work = run;
            return run;
        }
    }
}
