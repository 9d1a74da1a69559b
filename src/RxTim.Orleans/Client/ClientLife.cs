using System.Runtime.CompilerServices;

namespace RxTim.Orleans;

/// <summary>Ends whatever waits for the cluster when the client's or the silo's own life ends: nothing would answer any longer.</summary>
internal sealed class ClientLife : ILifecycleParticipant<ISiloLifecycle>, ILifecycleParticipant<IClusterClientLifecycle>, IDisposable
{
    private readonly CancellationTokenSource ending = new();

    public ClientLife() => Over = ending.Token;

    /// <summary>Cancelled when it is over.</summary>
    public CancellationToken Over { get; }

    // The last stage is the first that stops.
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ClientLife), ServiceLifecycleStage.Last, NothingAsync, EndAsync);

    public void Participate(IClusterClientLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ClientLife), ServiceLifecycleStage.Last, NothingAsync, EndAsync);

    public void Dispose()
    {
        // The container disposes of it once for each of its roles. The source has no timer, so nothing is left of it.
        ending.Cancel();
    }

    /// <summary>Runs something that ends with this.</summary>
    /// <exception cref="ClusterSendException">It is over.</exception>
    public async Task<T> WhileAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        ThrowIfOver();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Over);
        try
        {
            return await run(either.Token).ConfigureAwait(false);
        }
        catch (Exception thrown) when (IsOfEnd(thrown, cancellationToken))
        {
            throw Ended(thrown);
        }
    }

    /// <summary>Enumerates something that ends with this.</summary>
    /// <exception cref="ClusterSendException">It is over.</exception>
    public async IAsyncEnumerable<T> WhileAsync<T>(
        Func<IAsyncEnumerable<T>> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ThrowIfOver();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Over);
        var items = source().GetAsyncEnumerator(either.Token);
        await using (items.ConfigureAwait(false))
        {
            while (true)
            {
                try
                {
                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                        yield break;
                }
                catch (Exception thrown) when (IsOfEnd(thrown, cancellationToken))
                {
                    throw Ended(thrown);
                }
                yield return items.Current;
            }
        }
    }

    private bool IsOfEnd(Exception thrown, CancellationToken cancellationToken) =>
        thrown is OperationCanceledException or ObjectDisposedException && Over.IsCancellationRequested && !cancellationToken.IsCancellationRequested;

    private void ThrowIfOver()
    {
        if (Over.IsCancellationRequested)
            throw Ended(null);
    }

    private static ClusterSendException Ended(Exception? reason) =>
        new(ClusterSendError.Unavailable, "The cluster's client here has ended. The send goes on; ask for it from another client.", reason);

    private static Task NothingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task EndAsync(CancellationToken cancellationToken) => ending.CancelAsync();
}
