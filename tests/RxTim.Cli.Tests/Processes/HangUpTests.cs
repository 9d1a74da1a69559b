namespace RxTim.Cli.Tests;

/// <summary>A terminal that is closed while a send runs.</summary>
public sealed class HangUpTests : IDisposable
{
    private const string Linux = "The terminal is Linux's.";

    private readonly TempFolder folder = new();

    public static bool IsLinux => OperatingSystem.IsLinux();

    private string Journal => folder.PathOf("send.journal");

    private string[] Send =>
    [
        "send", "--to-file", Users, "--text", "hello", "--per-call", "20", "--calls", "20", "--latency", "100ms", "--journal", Journal,
    ];

    private string Users => folder.Write("users", string.Join('\n', Enumerable.Range(1, 20_000).Select(n => $"user{n}")));

    [Fact(SkipUnless = nameof(IsLinux), Skip = Linux)]
    public async Task Its_signals_leave_nobody_in_doubt_however_many_come()
    {
        using var rxtim = new RxTimProcess(Send);
        await rxtim.Output.ReadLineAsync(TestContext.Current.CancellationToken);

        await rxtim.SignalAsync("HUP");
        await rxtim.SignalAsync("HUP");

        Assert.Equal(129, (await rxtim.EndAsync()).ExitCode);
        await NobodyIsInDoubtAsync();
    }

    [Theory(SkipUnless = nameof(IsLinux), Skip = Linux)]
    [InlineData("live")]
    [InlineData("json")]
    public async Task Without_a_signal_the_first_write_that_fails_tells(string output)
    {
        var terminal = new PseudoTerminal();
        using var rxtim = RxTimProcess.FromShell(terminal.Script(100), null, [.. Send, "--output", output]);
        // The send runs, and has shown some.
        await Task.Run(() => terminal.ReadUntil(output == "live" ? @"[1-9]\d* sent" : "user1"), TestContext.Current.CancellationToken);

        terminal.Dispose();

        Assert.Equal(129, await rxtim.ExitCodeAsync());
        await NobodyIsInDoubtAsync();
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = Linux)]
    public async Task Under_nohup_the_send_goes_on()
    {
        using var rxtim = RxTimProcess.FromShell("trap '' HUP; exec \"$@\"", null,
            "send", "--to", "a,b,c", "--text", "hello", "--per-call", "1", "--calls", "1", "--latency", "300ms");
        await rxtim.Output.ReadLineAsync(TestContext.Current.CancellationToken);

        await rxtim.SignalAsync("HUP");

        var result = await rxtim.EndAsync();
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["b", "c"], result.Identifiers);
    }

    public void Dispose() => folder.Dispose();

    private async Task NobodyIsInDoubtAsync()
    {
        var report = await new Cli().RunAsync("report", Journal);
        Assert.Equal(0, report.ExitCode);
        Assert.Contains(" 0 in doubt, ", report.Output);
        Assert.DoesNotContain(" 0 to be sent to.", report.Output);
    }
}
