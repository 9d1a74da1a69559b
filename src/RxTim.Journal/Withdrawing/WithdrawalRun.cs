using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace RxTim.Journal;

/// <summary>
/// One run of the taking back of a journal's messages: each that is taken back is on the disk before its result is given. An answer names
/// one message, and of a call that was repeated in part, not everybody has that one. So where there is a history, those of whom the
/// backend says that they have no such message are looked up there, after the others.
/// </summary>
internal sealed class WithdrawalRun : IAsyncDisposable
{
    private readonly JournalWriter writer;
    private readonly JournalWithdrawOptions options;
    private readonly TwinWithdrawal twins;
    private readonly JournalStore store;

    // Null without a history.
    private readonly FoundMessages? found;

    // By ordinal: the results of those who have no message of the name that is known, until they are looked up.
    private readonly Dictionary<long, WithdrawResult> misnamed = [];

    private readonly Channel<WithdrawResult> results = Channel.CreateBounded<WithdrawResult>(1);
    private readonly CancellationTokenSource ending = new();
    private readonly Lazy<Task> disposal;

    // From who asks for the results to the channel.
    private Task running = Task.CompletedTask;

    public WithdrawalRun(JournalStore store, IMessageWithdrawal withdrawal, JournalWithdrawOptions options)
    {
        this.store = store;
        this.options = options;
        writer = new JournalWriter(store);
        twins = new TwinWithdrawal(withdrawal);
        found = options.History is { } history ? new FoundMessages(store, writer, twins, history, options) : null;
        disposal = new Lazy<Task>(EndAsync);
    }

    /// <summary>The results; the run starts as they are enumerated, once.</summary>
    public async IAsyncEnumerable<WithdrawResult> ResultsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        running = TakeAsync(either.Token);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return result;
        }
        finally
        {
            await either.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
    }

    /// <summary>Ends the run, and waits until nothing of it runs and all of it is recorded.</summary>
    public ValueTask DisposeAsync() => new(disposal.Value);

    private async Task EndAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        await writer.DisposeAsync().ConfigureAwait(false);
    }

    // Apart from who consumes the results, so that a disposal can wait for its end. Never fails: how it ended is told with the results.
    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        Exception? ended = null;
        try
        {
            await TakeAllAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            ended = new TimException(TimErrorCodes.Interrupted, "The journal was disposed while its messages were taken back.");
        }
        catch (Exception thrown)
        {
            ended = thrown;
        }
        results.Writer.Complete(ended);
    }

    private async Task TakeAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            var taken = new MessagesToWithdraw(store, found).Withdraw(twins, options.Withdraw with
            {
                BeforeDelivery = (result, stop) => IsMisnamed(result) ? default : PrepareAsync(result, stop),
            });
            await foreach (var result in taken.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (!IsMisnamed(result))
                    await results.Writer.WriteAsync(result, cancellationToken).ConfigureAwait(false);
                else if (misnamed.TryAdd(result.Ordinal, result) && misnamed.Count == FoundMessages.Together)
                    await LookUpAsync(found!, cancellationToken).ConfigureAwait(false);
            }
            if (misnamed.Count > 0)
                await LookUpAsync(found!, cancellationToken).ConfigureAwait(false);
        }
        catch (TimException) when (!cancellationToken.IsCancellationRequested)
        {
            // They have their answer.
            await GiveMisnamedAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private bool IsMisnamed(WithdrawResult result) => found is not null && result.Code == TimErrorCodes.MessageNotFound;

    // Takes back what the history has under other names. Where it has nothing, and where all of this stops, the first answer is the result.
    private async Task LookUpAsync(FoundMessages history, CancellationToken cancellationToken)
    {
        var renamed = history.OfAsync(misnamed.Keys.Select(static ordinal => ((int)ordinal, "")).ToList(), cancellationToken)
            .Where(static sent => sent.MsgKey is not null || sent.Outcome == SendOutcome.Unknown)
            .Withdraw(twins, options.Withdraw with { BeforeDelivery = PrepareAsync });
        await foreach (var result in renamed.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            misnamed.Remove(result.Ordinal);
            await results.Writer.WriteAsync(result, cancellationToken).ConfigureAwait(false);
        }
        await GiveMisnamedAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task GiveMisnamedAsync(CancellationToken cancellationToken)
    {
        foreach (var result in misnamed.Values)
        {
            await PrepareAsync(result, cancellationToken).ConfigureAwait(false);
            await results.Writer.WriteAsync(result, cancellationToken).ConfigureAwait(false);
        }
        misnamed.Clear();
    }

    // What is to happen before the result is given.
    private async ValueTask PrepareAsync(WithdrawResult result, CancellationToken cancellationToken)
    {
        if (result.IsSuccess)
            await writer.RecordAsync(new WithdrawnStep((int)result.Ordinal)).ConfigureAwait(false);
        if (options.Withdraw.BeforeDelivery is { } theirs)
            await theirs(result, cancellationToken).ConfigureAwait(false);
    }

    private sealed class WithdrawnStep(int ordinal) : JournalStep
    {
        public override void Append(JournalStore store) => store.Append(new LogRow(LogKind.Withdrawn, ordinal));
    }
}
