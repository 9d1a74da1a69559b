using Microsoft.Extensions.Time.Testing;

namespace RxTim.Cli.Tests;

/// <summary><c>--rate</c> and <c>--recipients-per-minute</c>: the documented quota of Tencent's own servers, and what is said of
/// it.</summary>
public sealed class PaceTests : IDisposable
{
    private const string Tencent = "https://console.tim.qq.com";
    private const string DocumentedPace = "rxtim: 30,000 recipients at 12,000 a minute: 2 min; --recipients-per-minute N if you bought more\n";

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new();

    private string Journal => folder.PathOf("send.journal");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tencents_own_servers_get_the_documented_quota_and_the_first_line_says_how_long_that_takes(bool withJournal)
    {
        string[] journal = withJournal ? ["--journal", Journal] : [];
        var (result, inMinute) = await SendAsync(12_000, ["--to-file", Users(30_000), .. RestAt(Tencent), .. journal]);

        Assert.Equal((0, DocumentedPace), (result.ExitCode, result.Error));
        Assert.Equal(12_000, inMinute);
        Assert.Equal(30_000, result.Results.Count);
    }

    [Fact]
    public async Task A_resumed_send_keeps_the_same_pace_and_says_so()
    {
        using var interruption = new CancellationTokenSource();
        var interrupting = new ScriptedTransport(call =>
        {
            interruption.Cancel();
            call.AnswerRemaining(0);
        });
        await new Cli { Transport = interrupting, Interruption = interruption.Token }
            .RunAsync("send", "--to-file", Users(25_000), "--text", "hello", "--journal", Journal, "--per-call", "500", "--calls", "1");

        var (result, inMinute) = await RunAsync(12_000, ["resume", Journal, .. RestAt(Tencent)]);

        Assert.Equal(
            (0, "rxtim: 24,500 recipients at 12,000 a minute: 2 min; --recipients-per-minute N if you bought more\n"),
            (result.ExitCode, result.Error));
        Assert.Equal(12_000, inMinute);
    }

    [Theory]
    [InlineData("https://console.tim.qq.com/", true)]
    [InlineData("https://CONSOLE.tim.qq.com.", true)]
    [InlineData("https://adminapisgp.im.qcloud.com", true)]
    [InlineData("https://adminapikr.im.qcloud.com", true)]
    [InlineData("https://adminapijpn.im.qcloud.com", true)]
    [InlineData("https://adminapiger.im.qcloud.com", true)]
    [InlineData("https://adminapiusa.im.qcloud.com", true)]
    [InlineData("https://adminapiidn.im.qcloud.com", true)]
    [InlineData("https://console.tim.qq.com.example.org", false)]
    [InlineData("https://example.org", false)]
    [InlineData("http://localhost:1", false)]
    public async Task Only_Tencents_own_domains_have_a_default(string address, bool isPaced)
    {
        var (result, _) = await SendAsync(1, ["--to", "alice", .. RestAt(address)]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            isPaced ? "rxtim: 1 recipient at 12,000 a minute: under a minute; --recipients-per-minute N if you bought more\n" : "", result.Error);
    }

    [Fact]
    public async Task Who_bought_more_says_so_and_is_told_the_time()
    {
        var (result, inMinute) = await SendAsync(18_000, ["--to-file", Users(30_000), .. RestAt(Tencent), "--recipients-per-minute", "18000"]);

        Assert.Equal("rxtim: 30,000 recipients at 18,000 a minute: 1 min\n", result.Error);
        Assert.Equal(18_000, inMinute);
    }

    [Fact]
    public async Task Both_limits_can_be_turned_off()
    {
        string[] off = ["--recipients-per-minute", "0", "--rate", "0"];
        var (result, inMinute) = await SendAsync(30_000, ["--to-file", Users(30_000), .. RestAt(Tencent), .. off]);

        Assert.Empty(result.Error);
        Assert.Equal(30_000, inMinute);
    }

    [Fact]
    public async Task Any_backend_can_be_paced()
    {
        var (result, inMinute) = await SendAsync(100, ["--to-file", Users(250), "--recipients-per-minute", "100"]);

        Assert.Equal("rxtim: 250 recipients at 100 a minute: 2 min\n", result.Error);
        Assert.Equal(100, inMinute);
    }

    [Fact]
    public async Task The_environment_has_the_pace_for_REST_and_an_option_goes_before_it()
    {
        Dictionary<string, string> bought = new() { ["RXTIM_RATE"] = "0", ["RXTIM_RECIPIENTS_PER_MINUTE"] = "24000" };

        var (ofVariable, _) = await SendAsync(24_000, ["--to-file", Users(30_000), .. RestAt(Tencent)], bought);
        var (ofOption, _) = await SendAsync(
            6_000, ["--to-file", Users(30_000), .. RestAt(Tencent), "--recipients-per-minute", "6000"], bought);
        var (embedded, _) = await SendAsync(30_000, ["--to-file", Users(30_000)], bought);

        Assert.Equal("rxtim: 30,000 recipients at 24,000 a minute: 1 min\n", ofVariable.Error);
        Assert.Equal("rxtim: 30,000 recipients at 6,000 a minute: 4 min\n", ofOption.Error);
        Assert.Empty(embedded.Error);
    }

    [Theory]
    [InlineData("RXTIM_RATE")]
    [InlineData("RXTIM_RECIPIENTS_PER_MINUTE")]
    public async Task A_wrong_value_is_blamed_on_its_variable(string variable)
    {
        var (result, _) = await SendAsync(1, ["--to", "alice", .. RestAt(Tencent)], new() { [variable] = "fast" });
        result.IsRefused($"rxtim: {variable}: ");
    }

    [Fact]
    public async Task A_send_whose_length_nobody_knows_says_its_pace()
    {
        var cli = new Cli { Input = Cli.Lines("alice", "bob"), Transport = ScriptedTransport.SendsAll() };
        var result = await cli.RunAsync(["send", "--to-file", "-", "--text", "hello", .. RestAt(Tencent)]);
        Assert.Equal("rxtim: recipients at 12,000 a minute; --recipients-per-minute N if you bought more\n", result.Error);
    }

    [Fact]
    public async Task A_dry_run_says_how_long_the_send_takes_and_does_not_take_so_long()
    {
        var result = await new Cli { Transport = ScriptedTransport.SendsAll() }
            .RunAsync(["send", "--to-file", Users(30_000), "--text", "hello", "--dry-run", .. RestAt(Tencent)]);

        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith($"Nothing was sent.\n{DocumentedPace}", result.Error);
    }

    [Fact]
    public async Task Messages_are_taken_back_at_the_documented_pace_or_another()
    {
        await new Cli { Transport = new ScriptedTransport(static call => call.AnswerRemaining(0, msgKey: "1_2_3")) }
            .RunAsync("send", "--to-file", Users(100), "--text", "hello", "--journal", Journal);
        using var interruption = new CancellationTokenSource();
        var stopping = new Withdrawal(async _ =>
        {
            interruption.Cancel();
            await Task.Yield();
        });

        var first = await new Cli { Transport = ScriptedTransport.SendsAll(), Withdrawal = stopping, Interruption = interruption.Token }
            .RunAsync(["withdraw", Journal, .. RestAt(Tencent), "--calls", "1"]);
        var (second, inMinute) = await RunAsync(40, ["withdraw", Journal, .. RestAt(Tencent), "--recipients-per-minute", "40"]);

        Assert.StartsWith("rxtim: 100 recipients in calls of 1 at 200 calls a second: under a minute; --rate N for another pace\n", first.Error);
        Assert.Equal((0, "rxtim: 99 recipients at 40 a minute: 2 min\n"), (second.ExitCode, second.Error));
        Assert.Equal(40, inMinute);
    }

    [Theory]
    [InlineData(1_000_000, 200, 12_000, 500, "1,000,000 recipients at 12,000 a minute: 1 h 23 min")]
    [InlineData(1_000_000, 200, 6_000_000, 10, "1,000,000 recipients in calls of 10 at 200 calls a second: 8 min")]
    [InlineData(1_000_000, 1, null, 1, "1,000,000 recipients in calls of 1 at 1 call a second: 277 h 46 min")]
    [InlineData(12_000, 200, 12_000, 500, "12,000 recipients at 12,000 a minute: under a minute")]
    [InlineData(12_001, 200, 12_000, 500, "12,001 recipients at 12,000 a minute: 1 min")]
    [InlineData(long.MaxValue / 2, 200, 1, 1, "4,611,686,018,427,387,903 recipients at 1 a minute: 240,000 h 0 min")]
    [InlineData(0, 200, 12_000, 500, null)]
    [InlineData(10, null, null, 500, null)]
    public void The_slower_limit_is_said_with_the_time(long recipients, int? calls, int? perMinute, int perCall, string? words) =>
        Assert.Equal(words, new PaceForecast(new PaceSettings(calls, perMinute), perCall).Describe(recipients));

    private static string[] RestAt(string address) =>
        ["--rest", address, "--sdk-app-id", "1", "--admin", "a", "--secret-env", "PATH"];

    private string Users(int count) => folder.Write("users", string.Join('\n', Enumerable.Range(1, count).Select(static n => $"user{n}")));

    private Task<(CliResult Result, int InMinute)> SendAsync(int atOnce, string[] args, Dictionary<string, string>? settings = null) =>
        RunAsync(atOnce, ["send", "--text", "hello", .. args], settings);

    // The clock stands until so many were sent to or asked for, and then moves on. Says how many that were at most in any minute.
    private async Task<(CliResult Result, int InMinute)> RunAsync(int atOnce, string[] args, Dictionary<string, string>? settings = null)
    {
        var all = new List<DateTimeOffset>();
        var transport = new ScriptedTransport(
            call =>
            {
                Note(call.Identifiers.Count);
                call.AnswerRemaining(0);
            },
            new() { BestIdentifiersPerCall = 500 });
        var withdrawal = new Withdrawal(_ =>
        {
            Note(1);
            return Task.CompletedTask;
        });
        // The clock runs ahead of the threads that send.
        var running = new Cli { Transport = transport, Withdrawal = withdrawal, Settings = settings ?? [], Time = time }
            .RunAsync([.. args, "--timeout", "40d"]);
        while (!running.IsCompleted)
        {
            if (Count() >= atOnce)
                time.Advance(TimeSpan.FromMilliseconds(100));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        return (await running, MostInMinute(all));

        void Note(int recipients)
        {
            lock (all)
                all.AddRange(Enumerable.Repeat(time.GetUtcNow(), recipients));
        }

        int Count()
        {
            lock (all)
                return all.Count;
        }
    }

    private static int MostInMinute(List<DateTimeOffset> all)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < all.Count; last++)
        {
            while (all[last] - all[first] >= TimeSpan.FromMinutes(1))
                first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }
}
