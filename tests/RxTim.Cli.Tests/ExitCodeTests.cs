using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RxTim.Cli.Tests;

/// <summary>The exit codes of the README, of the help, and of sends are the same.</summary>
public sealed partial class ExitCodeTests
{
    private static readonly string[] Hello = ["--text", "hello"];

    // Each code of the README with sends that end so. What a process alone shows, 129, is tested with processes.
    private static readonly Dictionary<int, Func<Task<CliResult>>[]> Sends = new()
    {
        [0] = [() => new Cli().RunAsync(["send", "--to", "alice,bob", .. Hello])],
        [1] =
        [
            () => new Cli().RunAsync(["send", "--to", "alice,bob", .. Hello, "--fail", "bob=70107"]),
            () => new Cli { Transport = new ScriptedTransport(call => call.Lose("gone", 6012)) }.RunAsync(["send", "--to", "alice", .. Hello]),
        ],
        [2] =
        [
            () => new Cli().RunAsync(["send", "--to", "héllo", .. Hello]),
            () => new Cli().RunAsync(["send", "--to", "alice", "--text", ""]),
            () => new Cli().RunAsync(["send", "--nonsense"]),
            // Nothing was sent, unless it came from standard input.
            () => new Cli { Input = Cli.Lines("alice", "héllo") }.RunAsync(["send", "--to-file", "-", .. Hello]),
        ],
        [3] =
        [
            () => new Cli { Transport = new ScriptedTransport(call => call.Refuse(6014, null)) }.RunAsync(["send", "--to", "alice", .. Hello]),
            () => new Cli { Output = new FullStream() }.RunAsync(["send", "--to", "alice", .. Hello]),
        ],
        [4] =
        [
            // Nobody listens there.
            () => new Cli().RunAsync(["send", "--to", "alice", .. Hello, "--node", "http://127.0.0.1:1", "--name", "a", "--node-wait", "50ms"]),
        ],
        [130] = [InterruptedAsync],
    };

    public static TheoryData<int> Codes => [.. ReadmeCodes().Where(code => code != ExitCode.HungUp)];

    [Fact]
    public async Task The_README_has_those_of_the_help()
    {
        var help = (await new Cli().RunAsync("send", "--help")).Output;
        help = help[help.IndexOf("Exit codes:", StringComparison.Ordinal)..];

        Assert.Equal([0, 1, 2, 3, 4, 129, 130], ReadmeCodes());
        Assert.Equal(ReadmeCodes(), HelpRow().Matches(help).Select(row => int.Parse(row.Groups[1].Value)));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_send_ends_with_each_of_the_README(int code)
    {
        foreach (var send in Sends[code])
            Assert.Equal(code, (await send()).ExitCode);
    }

    private static async Task<CliResult> InterruptedAsync()
    {
        using var interruption = new CancellationTokenSource();
        return await new Cli { Interruption = interruption.Token, Transport = new ScriptedTransport(_ => interruption.Cancel()) }
            .RunAsync(["send", "--to", "alice", .. Hello]);
    }

    private static IEnumerable<int> ReadmeCodes([CallerFilePath] string here = "")
    {
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "README.md"));
        var table = readme[readme.IndexOf("| exit code |", StringComparison.Ordinal)..];
        return ReadmeRow().Matches(table[..table.IndexOf("\n\n", StringComparison.Ordinal)]).Select(row => int.Parse(row.Groups[1].Value));
    }

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ReadmeRow();

    [GeneratedRegex(@"^  (\d+) ", RegexOptions.Multiline)]
    private static partial Regex HelpRow();

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
