using Microsoft.Extensions.Hosting;

namespace RxTim.Hosting;

/// <summary>Resumes journals when the host starts, and drains them when it stops.</summary>
internal sealed class JournalsService(RxTimJournals journals) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => journals.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => journals.StopAsync(cancellationToken);
}
