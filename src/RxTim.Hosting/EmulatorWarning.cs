using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RxTim.Hosting;

/// <summary>Says at start that an emulator takes what is sent, where that is not development.</summary>
internal sealed partial class EmulatorWarning(IHostEnvironment environment, ILoggerFactory loggers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment())
            NobodyIsSentTo(loggers.CreateLogger(TimTelemetry.Name), environment.EnvironmentName);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(102, LogLevel.Warning, "An emulator takes what is sent, in the environment {Environment}: nobody gets a message.")]
    private static partial void NobodyIsSentTo(ILogger logger, string environment);
}
