using System.CommandLine;
using System.Globalization;
using System.Text;
using RxTim.Emulator;

namespace RxTim.Cli;

/// <summary>The command <c>rxtim emulator</c>: a local Tencent IM over HTTP, until it is interrupted.</summary>
internal sealed class EmulatorCommand : Command
{
    public const string Notes = """
        Messages are kept in memory, or with --db in a SQLite file, where they survive even a killed process. What is not
        given is made up and printed: the SDKAppID, the administrator, and the secret key. Without --any-ip only this
        machine is answered; with it, whoever reaches the port sees all messages.

        Exit codes of emulator:
          0  stopped (Ctrl+C, SIGTERM, or its terminal was closed)
          2  bad usage or input
          3  it could not start, for example because the port is taken, or standard output cannot be written to
        """;

    private const int MostPort = 65_535;
    private const int MostCallsPerSecond = 1_000_000;
    private const int MostMessagesPerMinute = 1_000_000_000;

    private readonly Option<string> port = OptionOf.One("--port", "N", "The port to listen on. By default any that is free.");
    private readonly Option<string> db = OptionOf.One("--db", "FILE",
        "The SQLite file that keeps accounts and messages; made if it is not there.");
    private readonly Option<string> sdkAppId = OptionOf.One("--sdk-app-id", "N", "The app's SDKAppID.");
    private readonly Option<string> admin = OptionOf.One("--admin", "ID", "The administrator, the only one who may call.");
    private readonly Option<string> secretEnv = OptionOf.One("--secret-env", "VAR", "The environment variable that holds the secret key.");
    private readonly Option<string> callsPerSecond = OptionOf.One("--calls-per-second", "N",
        "How many calls are taken in any second; the rest are answered with 60007. 200 by default, as Tencent documents; 0 for no limit.");
    private readonly Option<string> messagesPerMinute = OptionOf.One("--messages-per-minute", "N",
        "How many messages are taken in any minute, one for each receiver; a call that goes over is answered with 60007. 12000 by "
            + "default, as Tencent documents; 0 for no limit.");
    private readonly Option<bool> strict = new("--strict")
    {
        Description = "Refuses also what only the documentation forbids: no random in the address, SyncOtherMachine 0.",
    };
    private readonly Option<bool> strictAccounts = new("--strict-accounts") { Description = "Only imported accounts exist." };
    private readonly Option<bool> anyIP = new("--any-ip") { Description = "Answers other machines too." };
    private readonly EmbeddedOptions embedded = new();

    public EmulatorCommand(CliConsole console)
        : base("emulator", "Runs a local Tencent IM: the server REST API, and an inbox in the browser that shows what was sent.")
    {
        Option[] own =
            [port, db, sdkAppId, admin, secretEnv, callsPerSecond, messagesPerMinute, strict, strictAccounts, anyIP];
        foreach (var option in (Option[])[.. own, .. embedded.All])
            Add(option);
        SetAction((parsed, interruption) => RunAsync(OptionsOf(parsed, console.Time), parsed.GetValue(secretEnv), console, interruption));
    }

    private static async Task<int> RunAsync(
        EmulatorServerOptions options, string? secretEnv, CliConsole console, CancellationToken interruption)
    {
        EmulatorServer server;
        try
        {
            server = await EmulatorServer.StartAsync(options, interruption);
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            return ExitCode.AllSent;
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException)
        {
            console.Complain($"the emulator could not start: {Failure.Reason(failure)}");
            return ExitCode.Stopped;
        }
        await using (server)
        {
            // Not cut short by an interruption: whoever has read the first line may send one.
            console.Output.Write(Encoding.UTF8.GetBytes(Banner(server, options, secretEnv)));
            console.Output.Flush();
            var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = interruption.Register(interrupted.SetResult);
            await interrupted.Task;
        }
        return ExitCode.AllSent;
    }

    private static string Banner(EmulatorServer server, EmulatorServerOptions options, string? secretEnv)
    {
        var address = server.Address.ToString().TrimEnd('/');
        var banner = new StringBuilder()
            .AppendLine($"inbox and API  {address}")
            .AppendLine($"SDKAppID       {server.SdkAppId}")
            .AppendLine($"administrator  {server.Admin}");
        if (secretEnv is null)
            banner.AppendLine($"secret key     {server.SecretKey}");
        banner
            .AppendLine(options.StrictAccounts
                ? "accounts       only imported ones exist"
                : "accounts       every account exists, unless --strict-accounts")
            .AppendLine($"limits         {Limit(options.CallsPerSecond, "calls a second")}, {Limit(options.MessagesPerMinute, "messages a minute")}");
        var variable = secretEnv ?? "RXTIM_SECRET";
        var setting = secretEnv is null ? $"{variable}={server.SecretKey} " : "";
        return banner.AppendLine()
            .AppendLine("Send to two users:")
            .AppendLine($"  {server.Curl}")
            .AppendLine($"  {setting}rxtim send --to alice,bob --text hello --rest {address} \\")
            .AppendLine($"    --sdk-app-id {server.SdkAppId} --admin {server.Admin} --secret-env {variable}")
            .AppendLine()
            .AppendLine("Ctrl+C stops.")
            .ToString();
    }

    private static string Limit(int? limit, string what) =>
        limit is null ? $"any number of {what}" : string.Create(CultureInfo.InvariantCulture, $"{limit:N0} {what}");

    private EmulatorServerOptions OptionsOf(ParseResult parsed, TimeProvider time)
    {
        var options = new EmulatorServerOptions
        {
            Port = parsed.GetValue(port) is { } number ? OptionText.Number(port.Name, number, MostPort) : 0,
            // SQLite takes some names for more than names; none that begins at the root.
            Db = parsed.GetValue(db) is { } archive ? Path.GetFullPath(FileName.ToKeep(db.Name, archive)) : null,
            CallsPerSecond = Limit(parsed, callsPerSecond, MostCallsPerSecond, EmulatorServerOptions.DocumentedCallsPerSecond),
            MessagesPerMinute = Limit(
                parsed, messagesPerMinute, MostMessagesPerMinute, EmulatorServerOptions.DocumentedMessagesPerMinute),
            Strict = parsed.GetValue(strict),
            StrictAccounts = parsed.GetValue(strictAccounts),
            ListenAnyIP = parsed.GetValue(anyIP),
            Emulator = embedded.Read(parsed) with { TimeProvider = time },
        };
        if (parsed.GetValue(sdkAppId) is { } id)
            options = options with { SdkAppId = OptionText.SdkAppId(sdkAppId.Name, id) };
        if (parsed.GetValue(admin) is { } caller)
            options = options with { Admin = IdentifierRule.Checked(admin.Name, caller) };
        if (parsed.GetValue(secretEnv) is { } variable)
            options = options with { SecretKey = Secret.Read(secretEnv.Name, variable) };
        return options;
    }

    // 0 is given for no limit.
    private static int? Limit(ParseResult parsed, Option<string> option, int most, int documented)
    {
        if (parsed.GetValue(option) is not { } text)
            return documented;
        var limit = OptionText.Number(option.Name, text, most, least: 0);
        return limit == 0 ? null : limit;
    }
}
