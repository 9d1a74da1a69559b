using RxTim.Emulator;
using RxTim.Rest;

namespace RxTim.Node;

/// <summary>Where this node's calls go.</summary>
/// <param name="transport">The way there.</param>
/// <param name="owner">What has to be disposed in the end.</param>
internal sealed class Backend(IMsgBatchTransport transport, IAsyncDisposable owner) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public IMsgBatchTransport Transport => transport;

    /// <summary>Where messages can be looked up; null if they cannot.</summary>
    public IMessageHistory? History { get; private init; }

    /// <summary>Takes messages back; null if they cannot be.</summary>
    public IMessageWithdrawal? Withdrawal { get; private init; }

    /// <summary>Says why this backend cannot carry a message; null if it can.</summary>
    public Func<Message, string?> FaultOf { get; private init; } = static _ => null;

    /// <exception cref="InputException">The server API's address is none that may be used.</exception>
    public static Backend Open(BackendSettings settings, TimeProvider time) =>
        settings.Rest is { } rest ? OpenRest(rest, time) : OpenEmulator(settings.Embedded with { TimeProvider = time });

    public ValueTask DisposeAsync() => owner.DisposeAsync();

    // The messages end with the process and nobody can look at them, so none is kept.
    private static Backend OpenEmulator(TimEmulatorOptions options)
    {
        var emulator = new TimEmulator(options with { MaxStoredMessages = 0 });
        return new Backend(emulator.Transport, emulator);
    }

    private static Backend OpenRest(RestSettings rest, TimeProvider time)
    {
        // A redirect would take the message to where nobody asked it to go.
        var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = !rest.Domain.IsLoopback,
            PooledConnectionLifetime = ConnectionLifetime,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var options = new RestTransportOptions
        {
            SdkAppId = rest.SdkAppId,
            Admin = rest.Admin,
            UserSig = UserSigSource.FromSecretKey(rest.SecretKey.Reveal()),
            Domain = rest.Domain,
            From = rest.From,
            TimeProvider = time,
        };
        try
        {
            return new Backend(new RestTransport(http, options), new Owner(http))
            {
                History = new RestMessageHistory(http, options),
                Withdrawal = new RestMessageWithdrawal(http, options),
                FaultOf = RestMessage.Validate,
            };
        }
        catch (ArgumentException wrong)
        {
            http.Dispose();
            // The exception's words end with the name of a property, which nobody here has heard of.
            throw new InputException($"--rest: {wrong.Message.Split(" (Parameter '")[0]}", wrong);
        }
    }

    private sealed class Owner(HttpClient http) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            http.Dispose();
            return default;
        }
    }
}
