using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrashTest;

/// <summary>Stands between the program and the emulator: loses some calls and some answers, and tells a ledger which messages were asked
/// for and what the program was answered.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private const string Withdraw = "/v4/openim/admin_msgwithdraw";

    // Of a hundred calls, how many do not arrive, and how many arrive and are not answered.
    private const int Lost = 1;
    private const int Unanswered = 1;

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 });
    private readonly WebApplication app;
    private readonly Uri emulator;
    private readonly AskLedger ledger;

    private FaultyProxy(Uri emulator, AskLedger ledger)
    {
        (this.emulator, this.ledger) = (emulator, ledger);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(PassOnAsync);
    }

    /// <summary>Where it is reached.</summary>
    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>How many calls were lost, or their answers.</summary>
    public int Faults => faults;

    private int faults;

    public static async Task<FaultyProxy> StartAsync(Uri emulator, AskLedger ledger)
    {
        var proxy = new FaultyProxy(emulator, ledger);
        await proxy.app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var ask = context.Request.Path == Withdraw ? ledger.Ask(body.ToArray()) : null;
        var chance = Random.Shared.Next(100);
        if (chance < Lost)
        {
            Lose(context);
            return;
        }
        // To its end, also if the program is killed meanwhile.
        var address = new Uri(emulator, context.Request.Path + context.Request.QueryString);
        using var answer = await http.PostAsync(address, new ByteArrayContent(body.ToArray()));
        var said = await answer.Content.ReadAsByteArrayAsync();
        if (chance < Lost + Unanswered)
        {
            Lose(context);
            return;
        }
        // Before the program can act on it.
        ask?.Answered(CodeOf(said));
        context.Response.StatusCode = (int)answer.StatusCode;
        await context.Response.Body.WriteAsync(said);
    }

    private void Lose(HttpContext context)
    {
        Interlocked.Increment(ref faults);
        context.Abort();
    }

    private static int CodeOf(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("ErrorCode").GetInt32();
    }
}
