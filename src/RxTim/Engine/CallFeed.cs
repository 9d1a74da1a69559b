using System.Diagnostics.CodeAnalysis;

namespace RxTim;

/// <summary>
/// Says what a send's calls are, one after the other: identifiers that are due to be tried again first, else new ones from the source.
/// </summary>
/// <remarks>Back-pressure: each call takes one of the places before its identifiers are pulled, and gives it back
/// (<see cref="FreePlace"/>) when the consumer has taken its last result; and while much waits for its retry, nothing is pulled.</remarks>
internal sealed class CallFeed : IAsyncDisposable
{
    // How many calls' worth of identifiers may wait for their retry while new ones are pulled.
    private const int MostCallsWaiting = 10;

    private readonly object gate;
    private readonly SendContext context;
    private readonly CallContent content;
    private readonly IAsyncEnumerable<string> identifiers;
    private readonly RetryQueue retries;

    // How many calls may still be made, and the one that waits until it may.
    private int places;
    private TaskCompletionSource<bool>? waiting;

    // The source, from the first pull to its end, and the pull that is under way, if any.
    private CallPacker? packer;
    private Task<string[]?>? pull;
    private bool sourceEnded;

    // Where calls that try again are put together; made for the first.
    private CallDraft? retryDraft;

    // What was cut off a call that was too large; it goes next.
    private NextCall? rest;

    // How many identifiers the source gave.
    private long given;

    /// <param name="gate">The send's lock, which guards the retries.</param>
    /// <param name="context">The client's options and limits.</param>
    /// <param name="content">What the calls carry.</param>
    /// <param name="identifiers">The source.</param>
    /// <param name="retries">Who waits for a retry.</param>
    public CallFeed(
        object gate, SendContext context, CallContent content, IAsyncEnumerable<string> identifiers, RetryQueue retries)
    {
        this.gate = gate;
        this.context = context;
        this.content = content;
        this.identifiers = identifiers;
        this.retries = retries;
        places = context.ConcurrentCalls;
        Stamp = RepeatStamp.For(content.Param.Message);
    }

    /// <summary>The same for all calls, so that an identifier that is tried again keeps its stamp; where an identifier may be sent to twice
    /// on purpose, each call has its own instead.</summary>
    public RepeatStamp Stamp { get; }

    /// <summary>The next call, or the news that the source has ended; null when the send is over.</summary>
    public async ValueTask<NextCall?> NextAsync(CancellationToken ending)
    {
        if (!TryTakePlace(out var freed))
        {
            using var cancelled = ending.Register(static waiting => ((TaskCompletionSource<bool>)waiting!).TrySetCanceled(), freed);
            await freed.Task.ConfigureAwait(false);
        }
        while (true)
        {
            bool mayPull;
            lock (gate)
            {
                if (retries.IsDisposed)
                    return null;
                if (TakeWaiting() is { } call)
                    return call;
                mayPull = !sourceEnded && retries.Count <= MostCallsWaiting * (long)context.CallSize.Most;
            }
            ending.ThrowIfCancellationRequested();
            if (pull is null && mayPull)
            {
                var pulling = PullAsync(ending);
                if (pulling.IsCompleted)
                    return await TakeAsync(pulling).ConfigureAwait(false);
                pull = pulling.AsTask();
            }
            Task woken;
            lock (gate)
            {
                // Asked for where nothing is there to take, so that nothing that comes in between is missed.
                if (retries.IsDisposed)
                    return null;
                if (TakeWaiting() is { } call)
                    return call;
                woken = retries.Woken;
            }
            if (pull is null)
                await woken.ConfigureAwait(false);
            else if (pull.IsCompleted || await Task.WhenAny(pull, woken).ConfigureAwait(false) == pull)
                return await TakePullAsync(pull).ConfigureAwait(false);
        }
    }

    /// <summary>Cuts a call that is too large: its first identifiers go now, and the others in the next call.</summary>
    public NextCall Cut(NextCall call, int count)
    {
        var first = call.Part(0, count);
        var others = call.Part(count, call.Identifiers.Length - count);
        lock (gate)
        {
            if (call.Slots.Earlier is { } earlier)
                retries.Cut(earlier, first.Slots.Earlier!, others.Slots.Earlier!);
            rest = others;
        }
        return first;
    }

    /// <summary>A call gives its place back.</summary>
    public void FreePlace()
    {
        lock (gate)
        {
            var next = waiting;
            waiting = null;
            // Who waited may have been cancelled meanwhile.
            if (next?.TrySetResult(true) != true)
                places++;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The source may not be disposed while it is asked.
        if (pull is not null)
            await pull.ConfigureAwait(false);
        if (packer is not null)
            await packer.DisposeAsync().ConfigureAwait(false);
    }

    private bool TryTakePlace([NotNullWhen(false)] out TaskCompletionSource<bool>? place)
    {
        lock (gate)
        {
            place = places > 0 ? null : waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (place is null)
                places--;
            return place is null;
        }
    }

    // What need not be pulled: what was cut off, or retries that are due.
    private NextCall? TakeWaiting()
    {
        if (rest is not { } cut)
            return DueRetries();
        rest = null;
        return cut;
    }

    private NextCall? DueRetries()
    {
        if (retries.Count == 0)
            return null;
        retryDraft ??= context.Draft(content, mayRepeat: true);
        return retries.TryTake(retryDraft, out var stamp) is { } taken
            ? new NextCall(retryDraft.Take(), new CallSlots(taken), stamp)
            : null;
    }

    private async ValueTask<string[]?> PullAsync(CancellationToken ending)
    {
        packer ??= new CallPacker(
            identifiers,
            context.Options,
            context.Draft(
                content,
                mayRepeat: context.Options.Duplicates == DuplicateIdentifiers.SendEach,
                expected: identifiers is IdentifierList list ? list.Items.Count : context.CallSize.Most),
            ending);
        return await packer.NextAsync(ending).ConfigureAwait(false);
    }

    private ValueTask<NextCall?> TakePullAsync(Task<string[]?> ended)
    {
        pull = null;
        return TakeAsync(new ValueTask<string[]?>(ended));
    }

    private async ValueTask<NextCall?> TakeAsync(ValueTask<string[]?> ended)
    {
        Exception? failure = null;
        string[]? pulled = null;
        try
        {
            pulled = await ended.ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }
        if (pulled is null)
            return await EndSourceAsync(failure).ConfigureAwait(false);
        var call = new NextCall(
            pulled,
            new CallSlots(given),
            context.Options.Duplicates == DuplicateIdentifiers.SendOnce ? Stamp : RepeatStamp.For(content.Param.Message));
        given += pulled.Length;
        return call;
    }

    private async ValueTask<NextCall?> EndSourceAsync(Exception? failure)
    {
        sourceEnded = true;
        if (packer is not null)
        {
            await packer.DisposeAsync().ConfigureAwait(false);
            failure ??= packer.Fault;
            packer = null;
        }
        // The end takes no place.
        FreePlace();
        return NextCall.SourceEnd(failure);
    }
}
