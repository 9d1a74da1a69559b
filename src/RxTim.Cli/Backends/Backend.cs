namespace RxTim.Cli;

/// <summary>Opens the backend that the settings ask for.</summary>
internal delegate Task<Backend> BackendFactory(BackendSettings settings, CliConsole console, CancellationToken interruption);

/// <summary>Where a send goes.</summary>
/// <param name="transport">The way there.</param>
/// <param name="owner">What has to be disposed in the end.</param>
/// <param name="fault">Says why this backend cannot carry a message; null if it can carry any.</param>
/// <param name="history">Where messages can be looked up; null if they cannot.</param>
/// <param name="withdrawal">Takes messages back; null if they cannot be.</param>
internal sealed class Backend(
    IMsgBatchTransport transport,
    IAsyncDisposable? owner = null,
    Func<Message, string?>? fault = null,
    IMessageHistory? history = null,
    IMessageWithdrawal? withdrawal = null) : IAsyncDisposable
{
    public IMsgBatchTransport Transport => transport;

    public IMessageHistory? History => history;

    public IMessageWithdrawal? Withdrawal => withdrawal;

    /// <summary>The backend that the settings name; the embedded one if they name none.</summary>
    public static async Task<Backend> OpenAsync(BackendSettings settings, CliConsole console, CancellationToken interruption)
    {
        if (settings.ImSdkPath is not null)
            return await ImSdkBackend.OpenAsync(settings, interruption);
        return settings.Rest is not null ? RestBackend.Open(settings, console.Time) : EmbeddedBackend.Open(settings, console.Time);
    }

    /// <exception cref="InputException">This backend cannot carry the message.</exception>
    public void Check(Message message)
    {
        if (fault?.Invoke(message) is { } reason)
            throw new InputException($"{reason} Nothing was sent.");
    }

    public ValueTask DisposeAsync() => owner?.DisposeAsync() ?? default;
}
