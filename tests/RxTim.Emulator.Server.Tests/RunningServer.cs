namespace RxTim.Emulator.Tests;

/// <summary>A server and a client for it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(EmulatorServer server)
    {
        Server = server;
        Client = new RawClient(server.Address);
    }

    public static EmulatorServerOptions Options { get; } =
        new() { SdkAppId = RawClient.App, SecretKey = RawClient.Secret };

    public EmulatorServer Server { get; }

    public RawClient Client { get; }

    public static async Task<RunningServer> StartAsync(EmulatorServerOptions? options = null) =>
        new(await EmulatorServer.StartAsync(options ?? Options, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
