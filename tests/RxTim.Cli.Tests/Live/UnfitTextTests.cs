using System.Text;

namespace RxTim.Cli.Tests;

/// <summary>Text from outside that would steer the terminal.</summary>
public sealed class UnfitTextTests : IDisposable
{
    // Clear the screen, a bell, C1's start of a sequence, an override of the direction, an isolate, a line separator.
    private const string Unfit = "a\u001b[2J\u0007\u009b\u202e\u2066\u2028\u007fz";
    private const string Written = "a\\u001B[2J\\u0007\\u009B\\u202E\\u2066\\u2028\\u007Fz";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_live_send_writes_it_out()
    {
        var cli = new Cli { IsTerminal = true, Transport = new ScriptedTransport(call => call.AnswerRemaining(1, Unfit)) };

        await cli.RunAsync("send", "--to", "bob", "--text", "hello");

        Assert.Contains(Written, cli.Terminal.Output);
        AssertFit(cli.Terminal.Output);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task A_report_writes_it_out(string form)
    {
        var journal = await JournalAsync(Unfit);
        var cli = new Cli { IsTerminal = true };

        var result = await cli.RunAsync("report", journal, "--output", form);

        var shown = result.Output + cli.Terminal.Output;
        Assert.Contains("2028", shown);
        AssertFit(shown);
    }

    [Fact]
    public async Task Results_in_JSON_write_it_out_on_a_terminal_and_are_still_the_same_JSON()
    {
        var cli = new Cli { IsTerminal = true, Transport = new ScriptedTransport(call => call.AnswerRemaining(1, Unfit)) };

        var result = await cli.RunAsync("send", "--to", "bob", "--text", "hello", "--output", "json");

        AssertFit(result.Output);
        using var json = System.Text.Json.JsonDocument.Parse(result.Output);
        Assert.Equal(Unfit, json.RootElement.GetProperty("msg_batch_send_result_desc").GetString());
    }

    [Fact]
    public async Task Errors_write_it_out_wherever_they_go()
    {
        var failing = new Cli { Transport = new ScriptedTransport(call => call.AnswerRemaining(1, Unfit)) };
        AssertFit((await failing.RunAsync("send", "--to", "bob", "--text", "x")).Error);
        AssertFit((await new Cli().RunAsync("send", "--to", "bob", "--message", Unfit)).Error);
        AssertFit((await new Cli().RunAsync("send", "--to", "bob", $"--{Unfit}")).Error);
        AssertFit((await new Cli().RunAsync(Unfit)).Error);
    }

    [Fact]
    public void Text_for_a_terminal_may_be_cut_anywhere()
    {
        var bytes = Encoding.UTF8.GetBytes($"你好 😀 {Unfit} é\n");
        for (var size = 1; size <= 5; size++)
        {
            var shown = new MemoryStream();
            var text = new TerminalText(shown);
            foreach (var part in bytes.Chunk(size))
                text.Write(part);

            Assert.Equal($"你好 😀 {Written} é\n", Encoding.UTF8.GetString(shown.ToArray()));
        }
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_come_to_a_terminal_as_U_FFFD()
    {
        var shown = new MemoryStream();
        var text = new TerminalText(shown);

        text.Write([(byte)'a', 0x9B, (byte)'b', 0xE4]);
        text.Write("c\n"u8);

        Assert.Equal("a\uFFFDb\uFFFDc\n", Encoding.UTF8.GetString(shown.ToArray()));
    }

    [Fact]
    public async Task A_cell_of_a_report_that_a_spreadsheet_would_take_for_a_formula_is_made_harmless()
    {
        var journal = await JournalAsync("=HYPERLINK(\"x\")", "+1", "-1", "@a", "plain");

        var result = await new Cli().RunAsync("report", journal, "--output", "csv");

        Assert.Equal(
            """
            identifier,outcome,code,desc,attempts
            user0,failed,1,"'=HYPERLINK(""x"")",1
            user1,failed,1,'+1,1
            user2,failed,1,'-1,1
            user3,failed,1,'@a,1
            user4,failed,1,plain,1

            """.ReplaceLineEndings("\n"), result.Output);
    }

    // A journal in which each identifier has failed with one of the texts.
    private async Task<string> JournalAsync(params string[] texts)
    {
        var path = folder.PathOf("send.journal");
        var transport = new ScriptedTransport(call =>
        {
            for (var i = 0; i < texts.Length; i++)
                call.Answer($"user{i}", 1, texts[i]);
        });
        var to = string.Join(',', texts.Select((_, i) => $"user{i}"));
        await new Cli { Transport = transport }.RunAsync("send", "--to", to, "--text", "x", "--journal", path);
        return path;
    }

    private static void AssertFit(string shown)
    {
        foreach (var rune in shown.ReplaceLineEndings("").EnumerateRunes())
            Assert.False(Quoted.IsUnfit(rune), $"U+{rune.Value:X4}");
    }
}
