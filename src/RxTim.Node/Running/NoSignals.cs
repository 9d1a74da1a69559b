namespace RxTim.Node;

/// <summary>Leaves the process's signals to the program, which stops the cluster and the HTTP server in order.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
