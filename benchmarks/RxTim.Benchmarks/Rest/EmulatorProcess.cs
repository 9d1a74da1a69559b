using System.Diagnostics;
using System.Globalization;
using RxTim.Emulator;
using RxTim.Rest;

namespace RxTim.Benchmarks;

/// <summary>The emulator's server in a process of its own, on a free port of this machine's loopback, without a limit of calls. It ends
/// when its standard input does, so that it cannot outlive who started it.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    public const string ChildCommand = "rest-server";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process process;

    private EmulatorProcess(Process process, string[] told)
    {
        this.process = process;
        Options = new RestTransportOptions
        {
            Domain = new Uri(told[0]),
            SdkAppId = uint.Parse(told[1], CultureInfo.InvariantCulture),
            Admin = told[2],
            UserSig = UserSigSource.Fixed(told[3]),
        };
        Address = $"{told[0]}v4/openim/batchsendmsg?sdkappid={told[1]}&identifier={told[2]}&usersig={told[3]}&random=1&contenttype=json";
    }

    /// <summary>How RxTim reaches it.</summary>
    public RestTransportOptions Options { get; }

    /// <summary>How everybody else does: the address of batchsendmsg, with all that it needs.</summary>
    public string Address { get; }

    public static async Task<EmulatorProcess> StartAsync()
    {
        var process = OwnProcess.Start([ChildCommand]);
        var line = await process.StandardOutput.ReadLineAsync();
        return line is not null
            ? new EmulatorProcess(process, line.Split(' '))
            : throw new InvalidOperationException("The process for the emulator's server ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
        process.Dispose();
    }

    /// <summary>The process's work.</summary>
    public static async Task<int> RunChildAsync()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions
        {
            // wrk posts the same body again and again. A repeat would be cheaper to answer than a message, so none is one.
            Emulator = new TimEmulatorOptions { RepeatWindow = TimeSpan.Zero, MaxStoredMessages = 0 },
            MaxMessagesInMemory = 1,
        });
        var userSig = UserSig.Create(server.SdkAppId, server.SecretKey, server.Admin, TimeSpan.FromDays(1), DateTimeOffset.UtcNow);
        Console.WriteLine($"{server.Address} {server.SdkAppId} {server.Admin} {userSig}");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
