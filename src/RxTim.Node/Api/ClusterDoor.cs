using RxTim.Orleans;

namespace RxTim.Node;

/// <summary>The way from the HTTP API to the cluster: shut while the silo starts, drains, or cannot reach its storage.</summary>
internal sealed class ClusterDoor : IDisposable
{
    private readonly CancellationTokenSource closing = new();
    private volatile IClusterSends? sends;
    private volatile string why = "The node is starting.";

    /// <summary>Cancelled when the node stops: what still runs ends, and its clients go to another node.</summary>
    public CancellationToken Closing => closing.Token;

    /// <summary>Says why the storage cannot be reached; null while it can.</summary>
    public Func<string?> StorageFault { get; set; } = static () => null;

    /// <summary>Why nothing can be done now; null if it can.</summary>
    public string? Fault => closing.IsCancellationRequested ? why : StorageFault() ?? (sends is null ? why : null);

    /// <exception cref="ApiException">Nothing can be done now: 503.</exception>
    public IClusterSends Sends => Fault is { } fault ? throw new ApiException(ApiFault.Unavailable(fault)) : sends!;

    public void Open(IClusterSends cluster) => sends = cluster;

    /// <summary>For good: ends what runs.</summary>
    public async Task CloseAsync(string reason)
    {
        why = reason;
        await closing.CancelAsync();
    }

    public void Dispose() => closing.Dispose();
}
