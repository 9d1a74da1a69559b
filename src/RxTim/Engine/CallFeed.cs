namespace RxTim;

/// <summary>
/// Makes a send's calls, one after the other: of identifiers that are due to be tried again first, else of new ones from the source.
/// </summary>
/// <remarks>Back-pressure: a call holds one of <see cref="room"/>'s places from before its identifiers are pulled until the consumer has
/// taken its last result, or what has none waits to be tried again; and while much waits for that, nothing is pulled.</remarks>
internal sealed class CallFeed : IAsyncDisposable
{
    // How many calls' worth of identifiers may wait to be tried again while new ones are pulled.
    private const int MostCallsWaiting = 10;

    private readonly BatchSend send;
    private readonly SendContext context;
    private readonly SendRequest request;
    private readonly IAsyncEnumerable<string> identifiers;
    private readonly RetryQueue retries;
    private readonly SemaphoreSlim room;

    // The same for all calls, so that an identifier that is tried again keeps its stamp; where an identifier may be sent to twice on
    // purpose, each call has its own instead.
    private readonly RepeatStamp stamp;

    // The source, from the first pull to its end, and the pull that is under way, if any.
    private CallPacker? packer;
    private Task<string[]?>? pull;
    private bool sourceEnded;

    // Where calls that try again are put together; made for the first.
    private CallDraft? retryDraft;

    // How many identifiers the source gave.
    private long given;

    public CallFeed(
        BatchSend send, SendContext context, SendRequest request, IAsyncEnumerable<string> identifiers, RetryQueue retries)
    {
        this.send = send;
        this.context = context;
        this.request = request;
        this.identifiers = identifiers;
        this.retries = retries;
        room = new SemaphoreSlim(context.ConcurrentCalls);
        stamp = RepeatStamp.For(request.Param.Message);
    }

    private bool MayPull => !sourceEnded && retries.Count <= MostCallsWaiting * (long)context.IdentifiersPerCall;

    /// <summary>The next call, which may be handed over at once; null when the send is over. The one before must have been.</summary>
    public async ValueTask<MsgBatchCall?> NextAsync(CancellationToken ending)
    {
        await room.WaitAsync(ending).ConfigureAwait(false);
        while (true)
        {
            var woken = retries.Woken;
            if (DueRetries() is { } retry)
                return await AdmitAsync(retry, ending).ConfigureAwait(false);
            if (retries.IsDisposed)
                return null;

            if (pull is null && MayPull)
                pull = PullAsync(ending);
            if (pull is null)
                await woken.ConfigureAwait(false);
            else if (pull.IsCompleted || await Task.WhenAny(pull, woken).ConfigureAwait(false) == pull)
            {
                if (await TakePullAsync().ConfigureAwait(false) is { } call)
                    return await AdmitAsync(call, ending).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A call gives its place back.</summary>
    public void FreePlace() => room.Release();

    public async ValueTask DisposeAsync()
    {
        // The source may not be disposed while it is asked.
        if (pull is not null)
            await pull.ConfigureAwait(false);
        if (packer is not null)
            await packer.DisposeAsync().ConfigureAwait(false);
    }

    private MsgBatchCall? DueRetries()
    {
        if (retries.Count == 0)
            return null;
        retryDraft ??= request.Draft(context, mayRepeat: true);
        return retries.TryTake(retryDraft) is { } taken ? new MsgBatchCall(send, request, retryDraft.Take(), taken) : null;
    }

    private async Task<string[]?> PullAsync(CancellationToken ending)
    {
        packer ??= new CallPacker(identifiers, context, request, ending);
        return await packer.NextAsync(ending).ConfigureAwait(false);
    }

    // Null at the source's end.
    private async ValueTask<MsgBatchCall?> TakePullAsync()
    {
        Exception? failure = null;
        string[]? pulled = null;
        try
        {
            pulled = await pull!.ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }
        pull = null;
        if (pulled is null)
        {
            await EndSourceAsync(failure).ConfigureAwait(false);
            return null;
        }
        var call = new MsgBatchCall(send, request, pulled, given)
        {
            Stamp = context.Options.Duplicates == DuplicateIdentifiers.SendOnce ? stamp : RepeatStamp.For(request.Param.Message),
        };
        given += pulled.Length;
        return call;
    }

    private async ValueTask EndSourceAsync(Exception? failure)
    {
        sourceEnded = true;
        if (packer is not null)
        {
            await packer.DisposeAsync().ConfigureAwait(false);
            failure ??= packer.Fault;
            packer = null;
        }
        send.SourceEnded(failure);
    }

    // Waits for what all calls of the client share.
    private async ValueTask<MsgBatchCall> AdmitAsync(MsgBatchCall call, CancellationToken ending)
    {
        call.InFlightLease = await context.InFlight.EnterAsync(call.Identifiers.Count, ending).ConfigureAwait(false);
        try
        {
            await CallLimit.WaitAsync(context, ending).ConfigureAwait(false);
        }
        catch
        {
            call.InFlightLease?.Dispose();
            throw;
        }
        return call;
    }
}
