namespace RxTim.Cli.Tests;

/// <summary>Journals where only a real process shows it: in its own folder, with its own rights, and after its end.</summary>
public sealed class JournalFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public static bool IsWindows => OperatingSystem.IsWindows();

    [Theory(SkipWhen = nameof(IsWindows), Skip = "Windows has no such names.")]
    [InlineData("file:x")]
    [InlineData("file:x?mode=memory")]
    [InlineData("a?b#c%41.journal")]
    [InlineData("Data Source=x;Mode=Memory")]
    public async Task Whatever_the_name_of_a_file_begins_with_it_is_the_name_of_a_file(string name)
    {
        using (var send = RxTimProcess.In(folder.PathOf(""), "send", "--to", "a", "--text", "hello", "--journal", name))
            Assert.Equal(0, (await send.EndAsync()).ExitCode);
        Assert.Equal([name, $"{name}-lock"], Directory.GetFiles(folder.PathOf("")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        using var report = RxTimProcess.WithReadOnly(folder.PathOf(""), "report", folder.PathOf(name));
        Assert.Contains("1 asked: 1 sent", (await report.EndAsync()).Output);
    }

    [Theory]
    [InlineData("send", "--to", "a", "--text", "b", "--journal", ":memory:")]
    [InlineData("resume", ":memory:")]
    [InlineData("report", ":memory:")]
    public async Task A_database_in_memory_is_refused(params string[] args)
    {
        using var rxtim = RxTimProcess.In(folder.PathOf(""), args);
        (await rxtim.EndAsync()).IsRefused(":memory:", "no file");
        Assert.Empty(Directory.GetFiles(folder.PathOf("")));
    }

    [Fact(SkipWhen = nameof(IsWindows), Skip = "Windows has no such rights.")]
    public async Task A_journal_that_was_closed_can_be_reported_on_in_a_folder_that_may_only_be_read()
    {
        var journal = folder.PathOf("send.journal");
        using (var send = new RxTimProcess("send", "--to", "a,b", "--text", "hello", "--journal", journal, "--fail", "b=70107"))
            Assert.Equal(1, (await send.EndAsync()).ExitCode);

        using var report = RxTimProcess.WithReadOnly(folder.PathOf(""), "report", journal, "--output", "csv");

        var result = await report.EndAsync();
        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        Assert.Contains("\nb,failed,70107,", result.Output);
    }

    [Fact(SkipWhen = nameof(IsWindows), Skip = "Windows has no such rights.")]
    public async Task So_can_one_that_crashed()
    {
        var journal = folder.PathOf("send.journal");
        using (var send = new RxTimProcess(
            "send", "--to", "a,b,c", "--text", "hello", "--journal", journal, "--per-call", "1", "--calls", "1", "--latency", "600s", "--fail", "a=70107"))
        {
            while (!send.HasExited && !await IsInFlightAsync(journal))
                await Task.Yield();
            await send.SignalAsync("KILL");
            Assert.Equal(137, await send.ExitCodeAsync());
        }

        using var report = RxTimProcess.WithReadOnly(folder.PathOf(""), "report", journal);

        var result = await report.EndAsync();
        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        Assert.Contains("3 asked: 0 sent, 0 failed, 1 in doubt, 2 to be sent to.", result.Output);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<bool> IsInFlightAsync(string journal)
    {
        var report = await new Cli().RunAsync("report", journal);
        return report.Output.Contains("1 in flight");
    }
}
