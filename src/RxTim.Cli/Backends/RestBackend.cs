using RxTim.Rest;

namespace RxTim.Cli;

/// <summary>Tencent's server API, or a local one.</summary>
internal static class RestBackend
{
    public static Backend Open(BackendSettings settings, TimeProvider time)
    {
        var secret = settings.Secret!.Read();
        // A redirect would take the message to where nobody asked it to go.
        var way = settings.DryRun?.Server()
            ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !settings.Rest!.IsLoopback };
        var http = new HttpClient(way) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new RestTransportOptions
        {
            SdkAppId = settings.SdkAppId!.Value,
            Admin = settings.Admin!,
            UserSig = UserSigSource.FromSecretKey(secret),
            Domain = settings.Rest!,
            From = settings.From,
            TimeProvider = time,
        };
        try
        {
            return new Backend(
                new RestTransport(http, options),
                new Owner(http),
                RestMessage.Validate,
                new RestMessageHistory(http, options),
                new RestMessageWithdrawal(http, options));
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
