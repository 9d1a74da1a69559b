using System.Text.RegularExpressions;

namespace RxTim.Cli.Tests;

/// <summary>Each command with each standard stream gone in each way: it ends, with a code that its help has.</summary>
public sealed class StandardStreamTests : IDisposable
{
    private const string NoShell = "It takes a Unix shell.";
    private const int NoHang = 60_000;

    // A pipe whose reader is gone for certain before the program runs.
    private const string BrokenPipe = "mkfifo gone; : <gone & exec 3>gone; wait; exec \"$@\"";

    private const string Secret = "RXTIM_TEST_STREAMS_SECRET";

    private static readonly string[] App = ["--sdk-app-id", "1", "--secret-env", Secret, "--identifier", "bob"];

    private static readonly Dictionary<string, Usage> Usages = new()
    {
        ["send"] = new(["send", "--to", "alice,bob", "--text", "hello", "--fail", "bob=70107"], Code: 1),
        ["send live"] = new(["send", "--to", "alice,bob", "--text", "hello", "--fail", "bob=70107", "--output", "live"], Code: 1),
        ["send from input"] = new(["send", "--to-file", "-", "--text", "hello"], Code: 0, CodeWithoutInput: 2),
        ["resume"] = new(["resume", "send.journal"], Code: 0),
        // Nobody listens there.
        ["withdraw"] = new(["withdraw", "send.journal", "--rest", "http://127.0.0.1:1", "--admin", "a", .. App[..4], "--retry", "0"], Code: 1),
        ["report"] = new(["report", "send.journal"], Code: 0),
        ["report json"] = new(["report", "send.journal", "--output", "json"], Code: 0),
        ["report csv"] = new(["report", "send.journal", "--output", "csv"], Code: 0),
        ["journals"] = new(["journals", "."], Code: 0),
        ["journals json"] = new(["journals", ".", "--output", "json"], Code: 0),
        ["emulator"] = new(["emulator"], Code: 0),
        ["usersig"] = new(["usersig", .. App], Code: 0),
        // The UserSig is not valid, and nothing is written to standard output.
        ["usersig verify"] = new(["usersig", "--verify", .. App], Code: 1, CodeWithoutInput: 2, CodeWithoutOutput: 1),
        ["help"] = new(["--help"], Code: 0),
        ["help of send"] = new(["send", "--help"], Code: 0),
        ["version"] = new(["--version"], Code: 0),
        // The help goes to standard error.
        ["nothing"] = new([], Code: 2, CodeWithoutOutput: 2),
        ["bad usage"] = new(["send", "--to", "héllo", "--text", "hello"], Code: 2, CodeWithoutOutput: 2),
    };

    private readonly TempFolder folder = new();

    public StandardStreamTests() => Environment.SetEnvironmentVariable(Secret, "secret");

    public static bool IsWindows => OperatingSystem.IsWindows();

    public static TheoryData<string> Commands => [.. Usages.Keys];

    public static MatrixTheoryData<string, string> CommandsWithoutOutput => new(Usages.Keys, [">&-", ">/dev/full", ">&3"]);

    public static MatrixTheoryData<string, string> CommandsWithoutError => new(Usages.Keys, ["2>&-", "2>/dev/full", "2>&3"]);

    public static MatrixTheoryData<string, string> CommandsWithoutInput => new(Usages.Keys, ["<&-", "</dev/null"]);

    public static MatrixTheoryData<string, int> CommandsOnTerminals => new(Usages.Keys, [1, 20, 100]);

    [Theory(Timeout = NoHang, SkipWhen = nameof(IsWindows), Skip = NoShell)]
    [MemberData(nameof(CommandsWithoutOutput))]
    public async Task Without_standard_output_it_ends_with_3_if_it_had_something_to_write(string command, string redirection) =>
        await EndsWithAsync(Usages[command].CodeWithoutOutput ?? 3, Usages[command], redirection, TestContext.Current.CancellationToken);

    [Theory(Timeout = NoHang, SkipWhen = nameof(IsWindows), Skip = NoShell)]
    [MemberData(nameof(CommandsWithoutError))]
    public async Task Without_standard_error_it_ends_with_the_same_code_as_with_it(string command, string redirection) =>
        await EndsWithAsync(Usages[command].Code, Usages[command], redirection, TestContext.Current.CancellationToken);

    [Theory(Timeout = NoHang, SkipWhen = nameof(IsWindows), Skip = NoShell)]
    [MemberData(nameof(CommandsWithoutInput))]
    public async Task Without_standard_input_it_ends_with_2_if_it_reads_it(string command, string redirection) =>
        await EndsWithAsync(
            Usages[command].CodeWithoutInput ?? Usages[command].Code, Usages[command], redirection, TestContext.Current.CancellationToken);

    [Theory(Timeout = NoHang, SkipWhen = nameof(IsWindows), Skip = NoShell)]
    [MemberData(nameof(Commands))]
    public async Task With_none_of_the_three_it_ends_as_without_the_one_that_it_needs_first(string command)
    {
        var usage = Usages[command];
        var code = usage.CodeWithoutOutput is not null ? usage.CodeWithoutInput ?? usage.Code : 3;
        await EndsWithAsync(code, usage, "<&- >&- 2>&-", TestContext.Current.CancellationToken);
    }

    [Theory(Timeout = NoHang, SkipUnless = nameof(IsLinux), Skip = "The terminal is Linux's.")]
    [MemberData(nameof(CommandsOnTerminals))]
    public async Task On_a_terminal_of_any_width_it_ends_with_the_same_code(string command, int columns)
    {
        var usage = Usages[command];
        await PrepareAsync(usage);
        using var terminal = new PseudoTerminal();
        using var rxtim = RxTimProcess.FromShell(terminal.Script(columns), folder.PathOf(""), usage.Args);

        if (usage.CodeWithoutInput is not null)
            terminal.Type("alice\n\u0004");
        if (usage.IsEmulator)
        {
            await Task.Run(() => terminal.ReadUntil(@"Ctrl\+C stops\."), TestContext.Current.CancellationToken);
            await rxtim.SignalAsync("TERM");
        }
        var shown = await Task.Run(() => terminal.ReadUntil(null), TestContext.Current.CancellationToken);

        Assert.Equal(usage.Code, await rxtim.ExitCodeAsync());
        Assert.DoesNotContain("unexpected", shown);
    }

    public static bool IsLinux => OperatingSystem.IsLinux();

    public void Dispose() => folder.Dispose();

    private async Task EndsWithAsync(int code, Usage usage, string redirection, CancellationToken timeout)
    {
        await PrepareAsync(usage);
        folder.Write("input", "alice\n");
        var script = redirection.EndsWith('3') ? $"{BrokenPipe} <input {redirection} 3>&-" : $"exec \"$@\" <input {redirection}";
        using var rxtim = RxTimProcess.FromShell(script, folder.PathOf(""), usage.Args);
        if (usage.IsEmulator && code == 0)
        {
            await rxtim.Output.ReadLineAsync(timeout);
            await rxtim.SignalAsync("TERM");
        }

        var result = await rxtim.EndAsync();

        Assert.True(code == result.ExitCode, $"Exit code {result.ExitCode}, not {code}: {result.Error}");
        Assert.DoesNotContain("unexpected", result.Error);
        Assert.Contains(code, await DocumentedCodesAsync(usage));
    }

    // A journal of which one identifier is left, and one has failed, or has what is to be taken back.
    private async Task PrepareAsync(Usage usage)
    {
        if (usage.Args is not ["resume" or "withdraw" or "report" or "journals", ..])
            return;
        using var interruption = new CancellationTokenSource();
        var transport = new ScriptedTransport(call =>
        {
            interruption.Cancel();
            call.AnswerRemaining(usage.Args is ["withdraw", ..] ? 0 : 70107, msgKey: "1_2_3");
        });
        var result = await new Cli { Transport = transport, Interruption = interruption.Token }.RunAsync("send", "--to", "alice,bob",
            "--text", "hello", "--per-call", "1", "--calls", "1", "--journal", folder.PathOf("send.journal"));
        Assert.Equal(130, result.ExitCode);
    }

    private static async Task<IEnumerable<int>> DocumentedCodesAsync(Usage usage)
    {
        string[] command = usage.Args is [var name, ..] && !name.StartsWith('-') ? [name] : [];
        var help = (await new Cli().RunAsync([.. command, "--help"])).Output;
        return Regex.Matches(help[help.LastIndexOf("Exit codes", StringComparison.Ordinal)..], @"^  (\d+) ", RegexOptions.Multiline)
            .Select(match => int.Parse(match.Groups[1].Value));
    }

    /// <summary>A command line, and the codes that it ends with.</summary>
    /// <param name="Args">The arguments.</param>
    /// <param name="Code">The code where all three streams are there.</param>
    /// <param name="CodeWithoutInput">Where there is no standard input; null if it is not read.</param>
    /// <param name="CodeWithoutOutput">Where there is no standard output; null for 3.</param>
    private sealed record Usage(string[] Args, int Code, int? CodeWithoutInput = null, int? CodeWithoutOutput = null)
    {
        public bool IsEmulator => Args is ["emulator"];
    }
}
