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
    private readonly IAsyncEnumerable<WithdrawResult> taken;
    private readonly Func<IReadOnlySet<int>, IAsyncEnumerable<WithdrawResult>> takenByHistory;
    private readonly JournalWithdrawOptions options;

    // Those who are to be looked up because they have no message of the name that is known.
    private readonly HashSet<int> misnamed = [];
    private readonly Channel<WithdrawResult> results = Channel.CreateBounded<WithdrawResult>(1);
    private readonly CancellationTokenSource ending = new();
    private readonly Lazy<Task> disposal;

    // From who asks for the results to the channel.
    private Task running = Task.CompletedTask;

    public WithdrawalRun(JournalStore store, IMessageWithdrawal withdrawal, JournalWithdrawOptions options)
    {
        writer = new JournalWriter(store);
        this.options = options;
        var twins = new TwinWithdrawal(withdrawal);
        var theirs = options.Withdraw.BeforeDelivery;
        taken = new MessagesToWithdraw(store, writer, twins, options).Withdraw(twins, options.Withdraw with
        {
            BeforeDelivery = (result, cancellationToken) =>
                IsMisnamed(result) ? default : BeforeDeliveryAsync(result, cancellationToken),
        });
        takenByHistory = which => new MessagesToWithdraw(store, writer, twins, options, which).Withdraw(twins, options.Withdraw with
        {
            BeforeDelivery = BeforeDeliveryAsync,
        });
        disposal = new Lazy<Task>(EndAsync);

        async ValueTask BeforeDeliveryAsync(WithdrawResult result, CancellationToken cancellationToken)
        {
            if (result.IsSuccess)
                await writer.RecordAsync(new WithdrawnStep((int)result.Ordinal)).ConfigureAwait(false);
            if (theirs is not null)
                await theirs(result, cancellationToken).ConfigureAwait(false);
        }
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

    private bool IsMisnamed(WithdrawResult result) => options.History is not null && result.Code == TimErrorCodes.MessageNotFound;

    // Apart from who consumes the results, so that a disposal can wait for its end. Never fails: how it ended is told with the results.
    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        Exception? ended = null;
        try
        {
            await foreach (var result in taken.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (IsMisnamed(result))
                    misnamed.Add((int)result.Ordinal);
                else
                    await results.Writer.WriteAsync(result, cancellationToken).ConfigureAwait(false);
            }
            if (misnamed.Count > 0)
            {
                await foreach (var result in takenByHistory(misnamed).WithCancellation(cancellationToken).ConfigureAwait(false))
                    await results.Writer.WriteAsync(result, cancellationToken).ConfigureAwait(false);
            }
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

    private sealed class WithdrawnStep(int ordinal) : JournalStep
    {
        public override void Append(JournalStore store) => store.Append(new LogRow(LogKind.Withdrawn, ordinal));
    }
}
