using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace RxTim.Cli.Tests;

/// <summary>What stands on the screen of a terminal after a live send.</summary>
public sealed partial class ScreenTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(60)]
    [InlineData(20)]
    public async Task A_line_of_a_failure_has_nothing_of_the_bar_behind_it(int width)
    {
        var lines = await SendAsync(width, identifier => identifier.EndsWith('7') ? 70107 : 0);

        // A narrow terminal breaks the lines.
        Assert.Equal(20, Failure().Count(string.Join(' ', lines)));
        Assert.DoesNotContain(lines, line => line.Contains('━') || line.Contains('%') || line.Contains(" left"));
    }

    [Fact]
    public async Task Failures_of_one_code_are_folded_and_those_of_another_still_have_their_lines()
    {
        var lines = await SendAsync(100, identifier => identifier == "user198" ? 80001 : 70107);

        var shown = lines.Count(line => line.EndsWith("  70107 There is no such account.", StringComparison.Ordinal));
        Assert.Equal(ShownFailures.MostLines, shown);
        Assert.Contains("+179 more with 70107: --output json has all.", lines);
        Assert.Single(lines, line => line.StartsWith("✗ user198  80001 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("│ 70107 │     199 │", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"✗ user\d*7 +70107 There +is no such +account\.  ?(?=✗|[0-9])")]
    private static partial Regex Failure();

    // Sends to user1 to user200 in four calls, each of which is answered when the bar was drawn.
    private static async Task<IReadOnlyList<string>> SendAsync(int width, Func<string, int> code)
    {
        using var folder = new TempFolder();
        using var output = new DrawnOutput(width);
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.Yes,
            Out = output,
        });
        terminal.Profile.Capabilities.Unicode = true;
        var transport = new ScriptedTransport(call => _ = Task.Run(async () =>
        {
            await output.NextBarAsync();
            foreach (var identifier in call.Identifiers)
                call.Answer(identifier, code(identifier));
        }));

        var users = folder.Write("users", string.Join('\n', Enumerable.Range(1, 200).Select(n => $"user{n}")));
        await new Cli { IsTerminal = true, Drawing = terminal, Transport = transport }
            .RunAsync("send", "--to-file", users, "--text", "hello", "--per-call", "50", "--calls", "1");

        return new Screen(width).Show(output.ToString()).Lines;
    }

    /// <summary>Keeps what is drawn, and tells when a bar is.</summary>
    private sealed class DrawnOutput(int width) : StringWriter, IAnsiConsoleOutput
    {
        private TaskCompletionSource bar = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TextWriter Writer => this;

        public bool IsTerminal => true;

        public int Width => width;

        public int Height => 24;

        public Task NextBarAsync()
        {
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref bar, next);
            return next.Task;
        }

        public override void Write(string? value)
        {
            base.Write(value);
            if (value?.Contains('━') == true)
                Volatile.Read(ref bar).TrySetResult();
        }

        public void SetEncoding(Encoding encoding)
        {
            // It takes text.
        }
    }
}
