namespace RxTim;

/// <summary>How long a call that is not full waits for more identifiers: one span for the whole call, from its first wait on.</summary>
internal sealed class Patience(TimeSpan span, TimeProvider time, CancellationToken ending) : IDisposable
{
    // Made with the first wait. Cancelled at the end, so that no timer outlives the call's packing.
    private CancellationTokenSource? end;
    private Task? spent;

    /// <summary>True once the task is complete, false if the span is over first, or the send.</summary>
    public async ValueTask<bool> OutlastsAsync(Task task)
    {
        if (spent is null)
        {
            end = CancellationTokenSource.CreateLinkedTokenSource(ending);
#if NET
            spent = Task.Delay(span, time, end.Token);
#else
            spent = time.Delay(span, end.Token);
#endif
        }
        return await Task.WhenAny(task, spent).ConfigureAwait(false) == task;
    }

    public void Dispose()
    {
        end?.Cancel();
        end?.Dispose();
    }
}
