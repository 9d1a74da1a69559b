using Microsoft.Extensions.Hosting;

namespace RxTim.Emulator;

/// <summary>Leaves the process's signals to the process: the server ends when it is disposed.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
