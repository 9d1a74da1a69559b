using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Spectre.Console;
using Spectre.Console.Testing;

namespace RxTim.Cli.Tests;

/// <summary>Runs command lines inside the test, against streams that the test holds.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A StringWriter has nothing to dispose of.")]
internal sealed class Cli
{
    private readonly StringWriter error = new();

    public Stream Input { get; init; } = Stream.Null;

    public Stream Output { get; init; } = new MemoryStream();

    /// <summary>Where sends go instead of the embedded backend.</summary>
    public IMsgBatchTransport? Transport { get; init; }

    /// <summary>What takes messages back that went to <see cref="Transport"/>.</summary>
    public IMessageWithdrawal? Withdrawal { get; init; }

    /// <summary>What knows the messages that went to <see cref="Transport"/>.</summary>
    public IMessageHistory? History { get; init; }

    public bool IsTerminal { get; init; }

    /// <summary>What is drawn on instead of <see cref="Terminal"/>.</summary>
    public IAnsiConsole? Drawing { get; init; }

    public TestConsole Terminal { get; } = new TestConsole().Width(120).Interactive();

    /// <summary>What the system says of the arguments; null if it says nothing.</summary>
    public IReadOnlyList<byte[]>? RawArguments { get; init; }

    /// <summary>What the environment sets.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>The file that keeps settings; null for none.</summary>
    public string? SettingsFile { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public CancellationToken Interruption { get; init; } = TestContext.Current.CancellationToken;

    /// <summary>Whether a command came as far as opening a backend.</summary>
    public bool OpenedBackend { get; private set; }

    /// <summary>The program's commands.</summary>
    public static IEnumerable<Command> Commands
    {
        get
        {
            var cli = new Cli();
            return new CommandLine(cli.NewConsole(), cli.OpenAsync).Root.Subcommands;
        }
    }

    public async Task<CliResult> RunAsync(params string[] args)
    {
        var exitCode = await new CommandLine(NewConsole(), OpenAsync).RunAsync(args, Interruption);
        var output = Output is MemoryStream memory ? Encoding.UTF8.GetString(memory.ToArray()) : "";
        return new CliResult(exitCode, output, error.ToString());
    }

    public static Stream Lines(params string[] lines) => new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    private CliConsole NewConsole() => new()
    {
        Input = Input,
        RawOutput = new OutputStream(Output),
        Error = error,
        IsTerminal = IsTerminal,
        Terminal = new Lazy<IAnsiConsole>(Drawing ?? Terminal),
        Time = Time,
        RawArguments = RawArguments,
        SettingsFile = SettingsFile is { } path ? new SettingsFile(path) : null,
        Setting = name => Settings.GetValueOrDefault(name),
    };

    private async Task<Backend> OpenAsync(BackendSettings settings, CliConsole console, CancellationToken interruption)
    {
        OpenedBackend = true;
        return Transport is null ? await Backend.OpenAsync(settings, console, interruption) : new Backend(Transport, history: History, withdrawal: Withdrawal);
    }
}
