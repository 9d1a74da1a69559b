namespace RxTim.Cli;

/// <summary>Opens the backend that the settings ask for.</summary>
internal delegate Backend BackendFactory(SendSettings settings, CliConsole console);

/// <summary>Where a send goes.</summary>
/// <param name="transport">The way there.</param>
/// <param name="owner">What has to be disposed in the end.</param>
internal sealed class Backend(IMsgBatchTransport transport, IAsyncDisposable? owner = null) : IAsyncDisposable
{
    public IMsgBatchTransport Transport => transport;

    /// <summary>The backend that the settings name; the embedded one if they name none.</summary>
    public static Backend Open(SendSettings settings, CliConsole console) => EmbeddedBackend.Open(settings, console.Time);

    public ValueTask DisposeAsync() => owner?.DisposeAsync() ?? default;
}
