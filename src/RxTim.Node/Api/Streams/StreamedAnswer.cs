using System.Buffers;

namespace RxTim.Node;

/// <summary>Writes items as they come: what came together goes out together, and a reader who is slow slows the items. One buffer is all
/// that is held.</summary>
internal sealed class StreamedAnswer(HttpContext context, TimeProvider time, CancellationToken closing)
{
    // So many bytes go out at once, where items come faster than they are written.
    private const int FullBuffer = 64 * 1024;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);
    private static readonly Task<bool> Another = Task.FromResult(true);

    private readonly ArrayBufferWriter<byte> buffer = new(FullBuffer + 8 * 1024);

    /// <exception cref="Exception">What the items threw before the first of them, and before the answer began.</exception>
    public async Task WriteAsync<T>(IAnswerForm<T> form, Func<CancellationToken, IAsyncEnumerable<T>> items)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing);
        context.Response.ContentType = form.ContentType;
        try
        {
            await WriteItemsAsync(form, items(stop.Token).GetAsyncEnumerator(stop.Token), stop);
            await form.EndAsync(buffer, context.RequestAborted);
        }
        catch (Exception thrown) when (
            (context.Response.HasStarted || buffer.WrittenCount > 0) && !context.RequestAborted.IsCancellationRequested)
        {
            form.Fail(buffer, FaultOf(thrown) ?? throw new ApiStreamException(thrown));
        }
        await FlushAsync();
    }

    private ApiFault? FaultOf(Exception thrown) => thrown is OperationCanceledException && closing.IsCancellationRequested
        ? ApiFault.Unavailable("The node is stopping.")
        : ApiFault.Of(thrown);

    private async Task WriteItemsAsync<T>(IAnswerForm<T> form, IAsyncEnumerator<T> items, CancellationTokenSource stop)
    {
        var pending = Another;
        try
        {
            while (true)
            {
                // No new task where an item is there at once, as most are.
                pending = TaskOf(items.MoveNextAsync());
                if (!pending.IsCompleted)
                    await WaitAsync(pending, form, stop.Token);
                if (!await pending)
                    return;
                form.Add(buffer, items.Current);
                if (buffer.WrittenCount >= FullBuffer)
                    await FlushAsync(form);
            }
        }
        finally
        {
            // An enumerator may not be disposed while it moves. What it throws then has been thrown here, or is of a request that is over.
            await stop.CancelAsync();
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await items.DisposeAsync();
        }
    }

    private static Task<bool> TaskOf(ValueTask<bool> next) => next.IsCompletedSuccessfully && next.Result ? Another : next.AsTask();

    private async Task WaitAsync<T>(Task pending, IAnswerForm<T> form, CancellationToken stop)
    {
        if (buffer.WrittenCount > 0)
            await FlushAsync(form);
        while (true)
        {
            await pending.WaitAsync(Silence, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
            if (pending.IsCompleted)
                return;
            await FlushAsync(form);
        }
    }

    private Task FlushAsync<T>(IAnswerForm<T> form)
    {
        form.Pause(buffer);
        return FlushAsync();
    }

    private async Task FlushAsync()
    {
        var flushed = await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
        buffer.ResetWrittenCount();
        if (flushed.IsCompleted)
            throw new OperationCanceledException("The client has left.");
    }
}

/// <summary>What nobody has foreseen came in the middle of an answer, which can only be cut.</summary>
internal sealed class ApiStreamException(Exception innerException) : Exception("The answer was cut.", innerException);
