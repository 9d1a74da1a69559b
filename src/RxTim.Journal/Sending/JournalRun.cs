using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace RxTim.Journal;

/// <summary>
/// One run of a journal's send: a client with the journal's session as its first interceptor sends to who is pending; where doubts are
/// checked, a check beside it settles who is in doubt, and who lacks the message is sent to as well.
/// </summary>
internal sealed class JournalRun : IAsyncDisposable
{
    // What may be in flight by default: as many as in a REST transport's 16 calls of 500. A call holds its place through two commits, so
    // few small calls would leave the backend idle meanwhile.
    private const int IdentifiersInFlight = 8_000;

    // Results that a check may have found before the consumer takes them.
    private const int MostFound = 512;

    private readonly JournalStore store;
    private readonly JournalWriter writer;
    private readonly TimClient client;
    private readonly DoubtCheck? check;
    private readonly PendingIdentifiers pending;
    private readonly Channel<OrdinalRange> absent = Channel.CreateBounded<OrdinalRange>(MostFound);
    private readonly CancellationTokenSource ending = new();
    private readonly Lazy<Task> disposal;

    // The check and the send, where both run.
    private Task together = Task.CompletedTask;

    public JournalRun(JournalStore store, IMsgBatchTransport transport, JournalSendOptions options)
    {
        this.store = store;
        var resend = options.InDoubt == InDoubtPolicy.Resend;
        var ranges = State.Ranges(standing => standing == Standing.Pending || (resend && standing.IsInDoubt()));
        var doubts = options.InDoubt == InDoubtPolicy.Check ? State.Ranges(static standing => standing.IsInDoubt()) : [];
        if (JournalInstruments.Doubts.Enabled)
            JournalInstruments.Doubts.Add(State.Ranges(static standing => standing.IsInDoubt()).Sum(static range => (long)range.Count));
        IsNeeded = (ranges.Count > 0 || doubts.Count > 0) && !options.Stop.IsCancellationRequested;
        writer = new JournalWriter(store);
        check = doubts.Count > 0 ? new DoubtCheck(store, writer, doubts, options) : null;
        pending = new PendingIdentifiers(store, ranges, check is null ? null : absent.Reader);
        client = new TimClient(transport, OptionsOf(options, transport.Limits));
        disposal = new Lazy<Task>(EndAsync);
    }

    /// <summary>Whether there is anything to do.</summary>
    public bool IsNeeded { get; }

    private SendState State => store.Contents.State;

    /// <summary>The results; the run starts as they are enumerated, once.</summary>
    public IAsyncEnumerable<MsgBatchSendResult> ResultsAsync(CancellationToken cancellationToken) =>
        check is null ? SentAsync(cancellationToken) : CheckedAndSentAsync(check, cancellationToken);

    /// <summary>Ends the run, and waits until nothing of it runs and all of it is recorded.</summary>
    public ValueTask DisposeAsync() => new(disposal.Value);

    private async Task EndAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        await client.DisposeAsync().ConfigureAwait(false);
        await together.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await writer.DisposeAsync().ConfigureAwait(false);
        store.EndFlight();
    }

    // Who is pending after a result was not handed over, or is to be tried again: the next run goes on with him, so he has no result yet.
    private async IAsyncEnumerable<MsgBatchSendResult> SentAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var givenUp = 0L;
        var results = client.MsgBatchSendAsync(store.Contents.Send.Param, pending, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
        await using (results.ConfigureAwait(false))
        {
            while (await MoveAsync().ConfigureAwait(false))
            {
                if (State.At(pending.OrdinalOf(results.Current.Ordinal)) == Standing.Pending)
                    givenUp++;
                else
                    yield return results.Current;
            }
        }

        async ValueTask<bool> MoveAsync()
        {
            try
            {
                return await results.MoveNextAsync().ConfigureAwait(false);
            }
            catch (TimException stopped) when (givenUp > 0)
            {
                throw new TimException(stopped.Code, stopped.Message, stopped.InnerException)
                {
                    Attempted = stopped.Attempted,
                    Answered = stopped.Answered - givenUp,
                    Refused = stopped.Refused,
                    RefusedOrdinals = stopped.RefusedOrdinals,
                    Unanswered = stopped.Unanswered,
                    UnansweredOrdinals = stopped.UnansweredOrdinals,
                };
            }
        }
    }

    private async IAsyncEnumerable<MsgBatchSendResult> CheckedAndSentAsync(
        DoubtCheck doubts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        var merged = Channel.CreateBounded<MsgBatchSendResult>(MostFound);
        together = Task.WhenAll(CheckAsync(), SendAsync());
        _ = CompleteAsync(together);
        try
        {
            await foreach (var result in merged.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return result;
        }
        finally
        {
            await either.CancelAsync().ConfigureAwait(false);
            await together.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task SendAsync()
        {
            await foreach (var result in SentAsync(cancellationToken).ConfigureAwait(false))
                await merged.Writer.WriteAsync(result, either.Token).ConfigureAwait(false);
        }

        async Task CheckAsync()
        {
            try
            {
                await doubts.RunAsync(merged.Writer, absent.Writer, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                throw new TimException(TimErrorCodes.Interrupted, "The journal was disposed while its send was running.");
            }
            finally
            {
                // Where the check fails, who is not settled stays in doubt, and the rest is sent to.
                absent.Writer.Complete();
            }
        }

        async Task CompleteAsync(Task all)
        {
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            merged.Writer.Complete(all.Exception?.InnerExceptions[0]);
        }
    }

    private TimClientOptions OptionsOf(JournalSendOptions options, MsgBatchLimits limits)
    {
        var perCall = Math.Min(options.Client.IdentifiersPerCall ?? limits.BestIdentifiersPerCall, limits.MaxIdentifiersPerCall);
        return options.Client with
        {
            // Each ordinal is an identifier to be answered, and the recording has left repeats out.
            Duplicates = DuplicateIdentifiers.SendEach,
            MaxConcurrentCalls = options.Client.MaxConcurrentCalls ?? Math.Max(limits.BestCallsInFlight, IdentifiersInFlight / perCall),
            Interceptors = [new JournalSession(writer, pending, options.Stop), .. options.Client.Interceptors],
        };
    }
}
