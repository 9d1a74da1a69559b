using System.CommandLine;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>The command <c>rxtim withdraw</c>: takes back what the send of a journal sent.</summary>
internal sealed class WithdrawCommand : Command
{
    public const string Notes = """
        Whose message is taken back:
          Everybody's who was sent to. Who is in doubt is looked up in the backend's history with --rest, no sooner than --grace
          after the last call, and the message is taken back if it is there; with --imsdk he has a result with code 6012
          (unknown). Who failed, or was never sent to, is left out.
          The journal records from whom the message was taken back, each before it is shown. A second run does only the rest,
          also after a crash. The first Ctrl+C waits for those who are being asked for, the second ends at once.
          Who is left of the send stays so: rxtim resume would send to them.
          --rest needs the same --from as the send. --imsdk needs the sender's login, and the library takes back only what was
          sent a short time ago (2 minutes, unless the app's console says more).

        With --node and --name instead of FILE, the nodes take back what a cluster's send sent; it has to be over. Ctrl+C ends
        that, and another run goes on with those who are left. Where a node falls in the middle, those from whom it took the
        message last may have no line.

        Output:
          As with rxtim send; in JSON, a result with code 0 says that the message was taken back.

        Exit codes of withdraw:
          0    nobody who was sent to has the message any longer
          1    some messages could not be taken back, or nobody knows
          2    bad usage, or the journal cannot be relied on, or the send is running, or the cluster refuses
          3    it was stopped by an error, or standard output cannot be written to
          4    no node of the cluster answered, or the one that took messages back fell
          129  the terminal was closed (SIGHUP)
          130  interrupted (Ctrl+C or SIGTERM)
        """;

    private readonly Argument<string> file = new("FILE") { Description = "The journal.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> grace = OptionOf.One("--grace", "DURATION",
        "How long after the last call those in doubt are looked up. 10s by default.");
    private readonly BackendOptions backendOptions = new();
    private readonly WithdrawingOptions withdrawingOptions = new();
    private readonly NodeOptions nodeOptions = new("Instead of FILE: the send's name in the cluster.");

    public WithdrawCommand(CliConsole console, BackendFactory openBackend)
        : base(
            "withdraw", "Takes the message of a send back, from everybody who has it by the send's journal; or what a cluster's send sent.")
    {
        Add(file);
        foreach (var option in (Option[])[grace, .. backendOptions.Real, .. withdrawingOptions.All, .. nodeOptions.All])
            Add(option);
        SetAction(async (parsed, interruption) =>
        {
            if (nodeOptions.AreInsteadOf(file, parsed))
            {
                NodeOptions.Refuse(parsed, [grace, .. backendOptions.Real, .. withdrawingOptions.Way]);
                var shown = new SendingSettings { Output = withdrawingOptions.ReadOutput(parsed) };
                return await NodeWithdrawing.RunAsync(nodeOptions.Read(parsed, console), shown, console, interruption);
            }
            var path = FileName.ToKeep(file.Name, parsed.GetValue(file)!);
            var options = new JournalWithdrawOptions();
            if (parsed.GetValue(grace) is { } period)
                options = options with { GracePeriod = OptionValue.DurationOrNone(grace.Name, period) };
            var backendSettings = backendOptions.Read(parsed, console);
            using var paced = withdrawingOptions.Read(parsed, backendSettings, console);
            if (backendSettings is { Rest: null, ImSdkPath: null })
            {
                throw new InputException(
                    $"withdraw needs {backendOptions.RestName} or {backendOptions.ImSdkName}: the embedded backend keeps no messages.");
            }

            console.RequireOutput();
            await using var backend = await openBackend(backendSettings, console, interruption);
            var journal = await SendJournal.OpenAsync(path, interruption);
            await using var withdrawing = new JournalWithdrawing(journal, backend, options with { Withdraw = paced.Options });
            return await new SendRun(withdrawing, paced.Shown, new PaceForecast(paced.Shown.Pace, perCall: 1), console).RunAsync(interruption);
        });
    }
}
