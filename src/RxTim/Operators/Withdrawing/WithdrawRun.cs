using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace RxTim;

/// <summary>
/// One enumeration of a withdrawal: so many workers pull the source in turn, each takes one message back at a time and gives its result
/// before it pulls the next. So no more results wait than there are workers.
/// </summary>
internal sealed class WithdrawRun : IAsyncDisposable
{
    private readonly WithdrawOptions options;
    private readonly WithdrawCalls calls;
    private readonly IAsyncEnumerator<MsgBatchSendResult> source;
    private readonly Channel<WithdrawResult> results = Channel.CreateBounded<WithdrawResult>(1);
    private readonly Task running;

    // Ends all; and what is not asked for yet, which Stop and a fatal code end as well.
    private readonly CancellationTokenSource ending;
    private readonly CancellationTokenSource stopping;

    // Who has it pulls, and may change what follows.
    private readonly SemaphoreSlim pulling = new(1);
    private bool isPulled;

    // What ends the stream when those who are asked for have their results.
    private Exception? fault;

    // Guards itself.
    private readonly List<WithdrawResult> refused = [];
    private long answered;

    private WithdrawRun(
        IAsyncEnumerable<MsgBatchSendResult> source, IMessageWithdrawal withdrawal, WithdrawOptions options, CancellationToken cancellationToken)
    {
        this.options = options;
        ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stopping = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, options.Stop);
        calls = new WithdrawCalls(withdrawal, options, ending.Token, stopping.Token);
        this.source = source.GetAsyncEnumerator(stopping.Token);
        running = RunAsync();
    }

    /// <summary>The results; the run starts as they are enumerated.</summary>
    public static async IAsyncEnumerable<WithdrawResult> ResultsAsync(
        IAsyncEnumerable<MsgBatchSendResult> source,
        IMessageWithdrawal withdrawal,
        WithdrawOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var run = new WithdrawRun(source, withdrawal, options, cancellationToken);
        await using (run.ConfigureAwait(false))
        {
            await foreach (var result in run.results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return result;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Ends all, and waits until nothing of it runs, within the bound of the options.</summary>
    public async ValueTask DisposeAsync()
    {
        ending.Cancel();
        using (var patience = new Patience(options.DisposeTimeout, options.TimeProvider, CancellationToken.None))
        {
            if (!await patience.OutlastsAsync(running).ConfigureAwait(false))
            {
                UnhandledExceptions.Report(new TimeoutException(
                    $"What was to be taken back comes from a source that did not end within {options.DisposeTimeout} of its cancellation."));
                return;
            }
        }
        stopping.Dispose();
        ending.Dispose();
        pulling.Dispose();
        calls.Dispose();
    }

    // Never fails: how it ended is told with the results.
    private async Task RunAsync()
    {
        Exception? thrown = null;
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.MaxConcurrentCalls).Select(_ => Task.Run(WorkAsync))).ConfigureAwait(false);
        }
        catch (Exception ended)
        {
            thrown = ended;
        }
        try
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failed)
        {
            thrown ??= failed;
        }
        results.Writer.Complete(refused.Count > 0 ? Refused() : fault ?? thrown);
    }

    private async Task WorkAsync()
    {
        while (await PullAsync().ConfigureAwait(false) is { } sent)
        {
            if (await calls.WithdrawAsync(sent).ConfigureAwait(false) is not { } result)
                continue;
            if (result.Attempts > 0 && TimErrorCodes.IsFatal(result.Code))
            {
                lock (refused)
                    refused.Add(result);
                stopping.Cancel();
            }
            else if (await IsReadyAsync(result).ConfigureAwait(false))
            {
                await results.Writer.WriteAsync(result, ending.Token).ConfigureAwait(false);
                Interlocked.Increment(ref answered);
            }
        }
    }

    // Whether what is to happen before its delivery has happened. If not, all of this is to stop.
    private async ValueTask<bool> IsReadyAsync(WithdrawResult result)
    {
        if (options.BeforeDelivery is not { } before)
            return true;
        try
        {
            await before(result, ending.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception failed) when (!ending.IsCancellationRequested)
        {
            Interlocked.CompareExchange(ref fault, failed, null);
            stopping.Cancel();
            return false;
        }
    }

    // Null at the end.
    private async ValueTask<MsgBatchSendResult?> PullAsync()
    {
        await pulling.WaitAsync(ending.Token).ConfigureAwait(false);
        try
        {
            while (!isPulled && !stopping.IsCancellationRequested && await source.MoveNextAsync().ConfigureAwait(false))
            {
                // Who was not sent to has nothing to be taken back.
                if (source.Current.Outcome != SendOutcome.Failed)
                    return source.Current;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody else is asked for.
        }
        catch (Exception failed)
        {
            Interlocked.CompareExchange(ref fault, failed, null);
        }
        finally
        {
            pulling.Release();
        }
        isPulled = true;
        return null;
    }

    private TimException Refused() => new(refused[0].Code, $"No message is taken back any longer: {refused[0].Desc}")
    {
        Attempted = answered + refused.Count,
        Answered = answered,
        Refused = refused.ConvertAll(static result => result.Identifier),
        RefusedOrdinals = refused.ConvertAll(static result => result.Ordinal),
    };
}
