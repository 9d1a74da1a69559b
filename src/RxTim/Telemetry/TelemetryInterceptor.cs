using Microsoft.Extensions.Logging;

namespace RxTim;

/// <summary>Tells traces, metrics and logs of each send of a client.</summary>
internal sealed class TelemetryInterceptor(TimClientOptions options) : ISendInterceptor
{
    private readonly ILogger? logger = options.LoggerFactory?.CreateLogger(TimTelemetry.Name);

    /// <summary>Whether anybody wants to know. Asked as a send begins, so that it costs nothing else.</summary>
    public bool IsListenedTo => Instruments.AreListenedTo || logger?.IsEnabled(LogLevel.Error) == true;

    public SendSession Begin(SendStart send) => new TelemetrySession(send, logger, options);
}
