using System.Text.Json;

namespace RxTim.Cli.Tests;

/// <summary><c>send --journal</c>, <c>resume</c> and <c>report</c>.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Journal => folder.PathOf("send.journal");

    [Fact]
    public async Task A_send_with_a_journal_shows_the_same_results_and_leaves_the_journal()
    {
        var result = await SendAsync(ScriptedTransport.SendsAll(), "a,b,c");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal([("a", 0), ("b", 0), ("c", 0)], result.Results);
        Assert.Contains("3 asked: 3 sent, 0 failed, 0 in doubt, 0 to be sent to.", (await ReportAsync()).Output);
    }

    [Fact]
    public async Task To_resume_a_finished_journal_sends_nothing_and_ends_with_0()
    {
        await SendAsync(new ScriptedTransport(call => call.AnswerRemaining(70107)), "a,b");
        var transport = ScriptedTransport.SendsAll();

        var result = await new Cli { Transport = transport }.RunAsync("resume", Journal, "--output", "json");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        Assert.Empty(transport.Calls);
    }

    [Fact]
    public async Task An_interruption_waits_for_what_is_in_flight_and_resume_sends_the_rest()
    {
        using var interruption = new CancellationTokenSource();
        var transport = new ScriptedTransport(call =>
        {
            interruption.Cancel();
            call.AnswerRemaining(0);
        });
        var cli = new Cli { Transport = transport, Interruption = interruption.Token };

        var stopped = await cli.RunAsync(
            "send", "--to", "a,b,c,d", "--text", "hello", "--journal", Journal, "--per-call", "1", "--calls", "1");

        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal([("a", 0)], stopped.Results);
        Assert.Contains($"{Journal}: 3 are left. Go on with: rxtim resume", stopped.Error);
        var rest = await new Cli { Transport = ScriptedTransport.SendsAll() }.RunAsync("resume", Journal);
        Assert.Equal(0, rest.ExitCode);
        Assert.Equal([("b", 0), ("c", 0), ("d", 0)], rest.Results);
    }

    [Theory]
    [InlineData("report", 1, 6012)]
    [InlineData("resend", 0, 0)]
    public async Task Those_in_doubt_are_reported_or_sent_to_again(string policy, int exitCode, int code)
    {
        await SendAsync(new ScriptedTransport(call => call.Lose("gone", 6201)), "a");

        var result = await new Cli { Transport = ScriptedTransport.SendsAll() }.RunAsync("resume", Journal, "--in-doubt", policy);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal([("a", code)], result.Results);
        Assert.Equal(policy == "report", result.Error.Contains("1 are in doubt"));
    }

    [Fact]
    public async Task A_journal_in_use_is_not_resumed_but_can_be_reported_on()
    {
        var answer = new TaskCompletionSource<MsgBatchCall>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = SendAsync(new ScriptedTransport(answer.SetResult), "a");
        var call = await answer.Task;

        (await new Cli().RunAsync("resume", Journal)).IsRefused(Journal, "another process");
        Assert.Contains("0 in doubt, 1 in flight, 0 to be sent to. The send is running.", (await ReportAsync()).Output);

        call.AnswerRemaining(0);
        Assert.Equal(0, (await running).ExitCode);
    }

    [Fact]
    public async Task A_report_lists_who_failed_and_who_is_in_doubt_in_each_form()
    {
        await SendAsync(
            new ScriptedTransport(call =>
            {
                call.Answer("a", 0);
                call.Answer("b,\"c\"", 70107, "no such, account");
                call.AnswerRemaining(6201, "the connection broke");
            }),
            "a",
            "b,\"c\"\nd\n");

        Assert.Equal(
            "identifier,outcome,code,desc,attempts\n\"b,\"\"c\"\"\",failed,70107,\"no such, account\",1\nd,unknown,6201,the connection broke,1\n",
            (await ReportAsync("--output", "csv")).Output);
        using var json = JsonDocument.Parse((await ReportAsync("--output", "json")).Output);
        Assert.Equal((3, 1, 1, 1, 0, 0), (Int("asked"), Int("sent"), Int("failed"), Int("in_doubt"), Int("in_flight"), Int("pending")));
        Assert.Equal(1, json.RootElement.GetProperty("codes").GetProperty("70107").GetInt32());
        Assert.Equal("d", json.RootElement.GetProperty("doubts")[0].GetProperty("msg_batch_send_result_identifier").GetString());
        var table = (await ReportAsync()).Output;
        Assert.Contains("b,\"c\"  70107 no such, account", table);
        Assert.Contains("d  6201 the connection broke", table);

        int Int(string name) => json.RootElement.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task A_journal_that_is_there_is_not_written_over()
    {
        await SendAsync(ScriptedTransport.SendsAll(), "a");
        (await SendAsync(ScriptedTransport.SendsAll(), "b")).IsRefused(Journal, "exists already");
    }

    [Fact]
    public async Task Without_recipients_no_journal_is_left()
    {
        var cli = new Cli { Input = Cli.Lines("", " ") };
        (await cli.RunAsync("send", "--to-file", "-", "--text", "hello", "--journal", Journal)).IsRefused("No recipients");
        Assert.False(File.Exists(Journal));
    }

    [Theory]
    [InlineData("no such file", "resume", "nowhere.journal")]
    [InlineData("no such file", "report", "nowhere.journal")]
    [InlineData("expected report, check or resend", "resume", "nowhere.journal", "--in-doubt", "guess")]
    [InlineData("--in-doubt check needs --rest", "resume", "nowhere.journal", "--in-doubt", "check")]
    [InlineData("--grace goes with --in-doubt check", "resume", "nowhere.journal", "--grace", "1s")]
    [InlineData("expected table, json or csv", "report", "nowhere.journal", "--output", "xml")]
    [InlineData("from 0 to", "send", "--to", "a", "--text", "b", "--rate", "-1")]
    [InlineData("from 0 to", "send", "--to", "a", "--text", "b", "--recipients-per-minute", "many")]
    [InlineData("from 0 to", "send", "--to", "a", "--text", "b", "--retry", "-1")]
    public async Task What_is_wrong_is_said(string words, params string[] args) => (await new Cli().RunAsync(args)).IsRefused(words);

    [Fact]
    public async Task Those_that_fail_for_a_passing_reason_are_tried_again_as_often_as_asked()
    {
        var calls = 0;
        var transport = new ScriptedTransport(call => call.AnswerRemaining(++calls < 3 ? TimErrorCodes.RestInternalError : 0));

        var result = await new Cli { Transport = transport }.RunAsync("send", "--to", "a", "--text", "hello", "--retry", "2");

        Assert.Equal((0, 3), (result.ExitCode, calls));
        Assert.Equal([("a", 0)], result.Results);
    }

    [Fact]
    public async Task Calls_keep_the_pace_that_is_asked_for()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var transport = ScriptedTransport.SendsAll();
        var running = new Cli { Transport = transport, Time = time }.RunAsync(
            "send", "--to", "a,b,c,d,e", "--text", "hello", "--per-call", "1", "--rate", "2");
        while (!running.IsCompleted)
        {
            var second = (int)((time.GetUtcNow() - time.Start).TotalSeconds + 1e-9);
            Assert.True(transport.Calls.Count <= 2 * (second + 1));
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
        Assert.Equal(5, (await running).Results.Count);
    }

    public void Dispose() => folder.Dispose();

    private Task<CliResult> SendAsync(ScriptedTransport transport, string to, string? lines = null)
    {
        string[] file = lines is null ? [] : ["--to-file", folder.Write("recipients", lines)];
        return new Cli { Transport = transport }.RunAsync(["send", "--to", to, .. file, "--text", "hello", "--journal", Journal]);
    }

    private async Task<CliResult> ReportAsync(params string[] options)
    {
        var result = await new Cli().RunAsync(["report", Journal, .. options]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result;
    }
}
