namespace RxTim.Cli.Tests;

/// <summary><c>rxtim withdraw</c>.</summary>
public sealed class WithdrawTests : IDisposable
{
    private static readonly string[] Rest = ["--rest", "http://localhost:1", "--sdk-app-id", "1", "--admin", "a", "--secret-env", "PATH"];

    private readonly TempFolder folder = new();

    private string Journal => folder.PathOf("send.journal");

    [Fact]
    public async Task Everybody_who_was_sent_to_is_asked_for_and_a_second_run_does_nothing()
    {
        await SendAsync("a,b,c", failed: "b");
        var withdrawal = Withdrawal.OfAll();

        var result = await WithdrawAsync(withdrawal);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal([("a", 0), ("c", 0)], result.Results.Order());
        Assert.Equal(["a 1_2_3", "c 1_2_3"], withdrawal.Asked.Order());
        var again = await WithdrawAsync(withdrawal);
        Assert.Equal((0, "", ""), (again.ExitCode, again.Output, again.Error));
        Assert.Equal(2, withdrawal.Asked.Count);
        var report = await new Cli().RunAsync("report", Journal);
        Assert.Contains("2 sent, 1 failed, 0 in doubt, 0 to be sent to. From 2 of those sent it was taken back.", report.Output);
        Assert.Contains("\"withdrawn\":2", (await new Cli().RunAsync("report", Journal, "--output", "json")).Output);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_ends_in_1_and_says_who_is_left()
    {
        await SendAsync("a,b");
        var result = await WithdrawAsync(Failing("b", TimErrorCodes.MessageNotFound));
        Assert.Equal(1, result.ExitCode);
        Assert.Equal([("a", 0), ("b", TimErrorCodes.MessageNotFound)], result.Results.Order());
        Assert.Contains("1 taken back, 1 failed, 0 unknown", result.Error);
        Assert.Contains($"{Journal}: 1 may still have the message. Go on with: rxtim withdraw", result.Error);
    }

    [Fact]
    public async Task A_code_that_holds_for_all_ends_in_3()
    {
        await SendAsync("a,b");
        var result = await WithdrawAsync(Failing("a", TimErrorCodes.UserSigExpired), "--calls", "1");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("code 70001", result.Error);
        Assert.Contains("2 may still have the message", result.Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_in_doubt_is_looked_up(bool isThere)
    {
        await new Cli { Transport = new ScriptedTransport(static call => call.Lose("gone", 6201)) }
            .RunAsync("send", "--to", "a", "--text", "hello", "--journal", Journal);
        var withdrawal = Withdrawal.OfAll();

        var result = await new Cli { Transport = ScriptedTransport.SendsAll(), Withdrawal = withdrawal, History = new History(isThere) }
            .RunAsync(["withdraw", Journal, "--grace", "0s", .. Rest]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] asked = isThere ? ["a 7_8_9"] : [];
        Assert.Equal(asked, withdrawal.Asked);
    }

    [Fact]
    public async Task Without_a_history_who_is_in_doubt_is_unknown()
    {
        await new Cli { Transport = new ScriptedTransport(static call => call.Lose("gone", 6201)) }
            .RunAsync("send", "--to", "a", "--text", "hello", "--journal", Journal);
        var result = await WithdrawAsync(Withdrawal.OfAll());
        Assert.Equal(1, result.ExitCode);
        Assert.Equal([("a", 6012)], result.Results);
    }

    [Fact]
    public async Task A_journal_whose_send_is_running_is_refused()
    {
        var answer = new TaskCompletionSource<MsgBatchCall>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = new Cli { Transport = new ScriptedTransport(answer.SetResult) }.RunAsync("send", "--to", "a", "--text", "hello", "--journal", Journal);
        var call = await answer.Task;
        var withdrawal = Withdrawal.OfAll();

        (await WithdrawAsync(withdrawal)).IsRefused(Journal, "another process");

        Assert.Empty(withdrawal.Asked);
        call.AnswerRemaining(0);
        Assert.Equal(0, (await running).ExitCode);
    }

    [Fact]
    public async Task An_interruption_waits_for_who_is_being_asked_for_and_another_run_does_the_rest()
    {
        await SendAsync("a,b,c,d");
        using var interruption = new CancellationTokenSource();
        var withdrawal = new Withdrawal(async _ =>
        {
            interruption.Cancel();
            await Task.Yield();
        });
        var stopped = await new Cli { Transport = ScriptedTransport.SendsAll(), Withdrawal = withdrawal, Interruption = interruption.Token }
            .RunAsync(["withdraw", Journal, "--calls", "1", .. Rest]);

        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal([("a", 0)], stopped.Results);
        Assert.Contains("3 may still have the message", stopped.Error);
        Assert.Equal(["b", "c", "d"], (await WithdrawAsync(Withdrawal.OfAll())).Identifiers.Order());
    }

    [Fact]
    public async Task On_a_terminal_it_says_how_many_were_taken_back()
    {
        await SendAsync("a,b");
        var cli = new Cli { Transport = ScriptedTransport.SendsAll(), Withdrawal = Withdrawal.OfAll(), IsTerminal = true };
        Assert.Equal(0, (await cli.RunAsync(["withdraw", Journal, .. Rest])).ExitCode);
        Assert.Contains("2 taken back, 0 failed, 0 unknown", cli.Terminal.Output);
    }

    [Theory]
    [InlineData("https://console.tim.qq.com", 200)]
    [InlineData("https://console.tim.qq.com", 50, "--rate", "50")]
    [InlineData("http://localhost:1", 450)]
    public async Task Another_machine_is_asked_no_faster_than_it_takes(string address, int inFirstSecond, params string[] rate)
    {
        await SendAsync(string.Join(',', Enumerable.Range(0, 450).Select(static i => $"u{i}")));
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var withdrawal = Withdrawal.OfAll();
        var running = new Cli { Transport = ScriptedTransport.SendsAll(), Withdrawal = withdrawal, Time = time }
            .RunAsync(["withdraw", Journal, "--rest", address, .. Rest[2..], .. rate]);
        while (!running.IsCompleted)
        {
            var seconds = (int)((time.GetUtcNow() - time.Start).TotalSeconds + 1e-9);
            Assert.True(withdrawal.Asked.Count <= inFirstSecond * (seconds + 1));
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
        Assert.Equal(450, (await running).Results.Count);
    }

    [Theory]
    [InlineData("withdraw needs --rest or --imsdk", "withdraw", "nowhere.journal")]
    [InlineData("no such file", "withdraw", "nowhere.journal", "--rest", "http://localhost:1", "--sdk-app-id", "1", "--admin", "a", "--secret-env", "PATH")]
    [InlineData("--grace", "withdraw", "nowhere.journal", "--grace", "soon")]
    [InlineData("from 1 to", "withdraw", "nowhere.journal", "--calls", "0")]
    [InlineData("from 0 to", "withdraw", "nowhere.journal", "--recipients-per-minute", "-1")]
    [InlineData("from 0 to", "withdraw", "nowhere.journal", "--retry", "-1")]
    [InlineData("--fail", "withdraw", "nowhere.journal", "--fail", "a=1")]
    public async Task What_is_wrong_is_said(string words, params string[] args) => (await new Cli().RunAsync(args)).IsRefused(words);

    [Fact]
    public async Task Help_explains_every_exit_code()
    {
        var help = (await new Cli().RunAsync("withdraw", "--help")).Output;
        foreach (var words in (string[])["0    nobody", "1    some messages", "2    bad usage", "3    it was stopped", "129", "130", "--grace", "RXTIM_SECRET"])
            Assert.Contains(words, help);
        Assert.DoesNotContain("--fail", help);
    }

    public void Dispose() => folder.Dispose();

    private Task<CliResult> WithdrawAsync(Withdrawal withdrawal, params string[] options) =>
        new Cli { Transport = ScriptedTransport.SendsAll(), Withdrawal = withdrawal }.RunAsync(["withdraw", Journal, "--output", "json", .. Rest, .. options]);

    private static Withdrawal Failing(string identifier, int code) =>
        new(one => one == identifier ? Task.FromException(new TimException(code, "not this one")) : Task.CompletedTask);

    private async Task SendAsync(string to, string? failed = null)
    {
        var transport = new ScriptedTransport(call =>
        {
            if (failed is not null)
                call.Answer(failed, TimErrorCodes.AccountNotFound);
            call.AnswerRemaining(0, msgKey: "1_2_3");
        });
        await new Cli { Transport = transport }.RunAsync("send", "--to", to, "--text", "hello", "--journal", Journal);
    }

    private sealed class History(bool isThere) : IMessageHistory
    {
        public Task<bool> ContainsAsync(
            string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            Task.FromResult(isThere);

        public Task<IReadOnlyList<string>> FindAsync(
            string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>(isThere ? ["7_8_9"] : []);
    }
}
