namespace RxTim.Orleans;

/// <summary>Calls grains as long as it takes until one answers: a silo that falls breaks the calls to it, and another one takes them a
/// little later.</summary>
internal sealed class GrainCalls(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <summary>The clock of the client: the one in its services.</summary>
    public TimeProvider Time => time;

    /// <summary>Calls, and calls again where that fails. Whatever is called has to bear it.</summary>
    /// <exception cref="ClusterSendException">The cluster says no; or for a minute no silo has answered
    /// (<see cref="ClusterSendError.Unavailable"/>).</exception>
    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var failing = 0L;
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await call().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is not ClusterSendException && !cancellationToken.IsCancellationRequested)
            {
                if (failing == 0)
                    failing = time.GetTimestamp();
                else if (time.GetElapsedTime(failing) > Patience)
                {
                    throw new ClusterSendException(
                        ClusterSendError.Unavailable,
                        $"No silo has answered for {Patience.TotalSeconds:0} s. Check that one runs and can be reached.",
                        failed);
                }
            }
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(Func<Task> call, CancellationToken cancellationToken) => CallAsync(
        async () =>
        {
            await call().ConfigureAwait(false);
            return true;
        },
        cancellationToken);
}
