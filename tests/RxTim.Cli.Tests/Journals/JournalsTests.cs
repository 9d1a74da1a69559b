using System.Text.Json;
using RxTim.Journal;

namespace RxTim.Cli.Tests;

/// <summary><c>rxtim journals</c>, and what <c>report</c> and <c>resume</c> say of a journal that somebody looks after.</summary>
public sealed class JournalsTests : IDisposable
{
    private static readonly JournalDetails Sale =
        new() { Name = "Spring \u001b[2J sale", Owner = "alice", MadeAt = new DateTimeOffset(2026, 2, 17, 8, 0, 0, TimeSpan.Zero) };

    private readonly TempFolder folder = new();

    [Fact]
    public async Task A_send_with_a_name_is_called_so_in_the_folder_and_in_its_report()
    {
        var journal = folder.PathOf("named.journal");
        var transport = new ScriptedTransport(static call => call.Lose("gone"));
        await new Cli { Transport = transport }.RunAsync("send", "--to", "alice", "--text", "hello", "--journal", journal, "--name", "Restart notice");
        Assert.Contains("Restart notice", (await new Cli().RunAsync("journals", folder.PathOf(""))).Output);
        Assert.Contains("Restart notice", (await new Cli().RunAsync("report", journal)).Output);
    }

    [Fact]
    public async Task A_name_without_a_journal_is_refused() =>
        (await new Cli().RunAsync("send", "--to", "alice", "--text", "hello", "--name", "x")).IsRefused("give --journal FILE too");

    [Fact]
    public async Task Those_that_are_not_finished_are_listed()
    {
        await MakeAsync("stopped");
        await MakeAsync("abandoned", abandon: true);
        folder.Write("letter", "Dear Sir or Madam");

        var result = await RunAsync();

        Assert.Contains("stopped", result.Output);
        Assert.DoesNotContain("abandoned", result.Output);
        Assert.DoesNotContain("letter", result.Output);
        Assert.Contains("Spring \\u001B[2J sale", result.Output);
        Assert.Contains("2026-02-17 08:00", result.Output);
        Assert.Contains("abandoned", (await RunAsync("--all")).Output);
    }

    [Fact]
    public async Task As_json_each_has_a_line()
    {
        await MakeAsync("a");
        await MakeAsync("b", abandon: true);

        var lines = (await RunAsync("--all", "--output", "json")).Output.TrimEnd().Split('\n');

        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        using var second = JsonDocument.Parse(lines[1]);
        Assert.Equal(
            (folder.PathOf("a"), "stopped", false, "alice", 2),
            (Text(first, "file"), Text(first, "state"), first.RootElement.GetProperty("open").GetBoolean(), Text(first, "owner"),
                first.RootElement.GetProperty("pending").GetInt32()));
        Assert.Equal(("abandoned", "wrong text"), (Text(second, "state"), second.RootElement.GetProperty("abandoned").GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task One_that_cannot_be_read_is_there_with_the_reason()
    {
        await MakeAsync("a");
        var bytes = await File.ReadAllBytesAsync(folder.PathOf("a"), TestContext.Current.CancellationToken);
        folder.Write("a", bytes[..(bytes.Length / 2)]);

        var result = await RunAsync();

        Assert.Contains("unreadable", result.Output);
        Assert.Contains("damaged", result.Output);
    }

    [Fact]
    public async Task A_folder_without_any_says_so() => Assert.Contains("no journal here waits", (await RunAsync()).Output);

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused()
    {
        (await new Cli().RunAsync("journals", folder.PathOf("nowhere"))).IsRefused("no such folder");
        (await new Cli().RunAsync("journals", "")).IsRefused("FOLDER");
        (await new Cli().RunAsync("journals", folder.PathOf(""), "--output", "xml")).IsRefused("expected table or json");
    }

    [Fact]
    public async Task One_that_was_given_up_is_not_resumed_and_its_report_says_why()
    {
        await MakeAsync("a", abandon: true);
        var transport = ScriptedTransport.SendsAll();

        (await new Cli { Transport = transport }.RunAsync("resume", folder.PathOf("a"), "--output", "json")).IsRefused("given up", "wrong text");

        Assert.Empty(transport.Calls);
        var report = (await new Cli().RunAsync("report", folder.PathOf("a"))).Output;
        Assert.Contains("Spring \\u001B[2J sale of alice, made 2026-02-17 08:00 UTC.", report);
        Assert.Contains("wrong text", report);
    }

    public void Dispose() => folder.Dispose();

    private static string? Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString();

    private async Task MakeAsync(string name, bool abandon = false)
    {
        var stop = TestContext.Current.CancellationToken;
        var param = MsgBatchSendParam.Create(Message.Text("hello"), "x", "y");
        await using var journal = await SendJournal.CreateAsync(folder.PathOf(name), param, Sale, stop);
        if (abandon)
            await journal.AbandonAsync("wrong text", stop);
    }

    private async Task<CliResult> RunAsync(params string[] options)
    {
        var result = await new Cli().RunAsync(["journals", folder.PathOf(""), .. options]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result;
    }
}
