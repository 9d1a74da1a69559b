using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using RxTim.Rest;

namespace RxTim.Emulator.Tests;

public class RateTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly FakeTimeProvider time = new(Start);

    [Fact]
    public async Task Of_thirty_calls_of_500_back_to_back_12_000_recipients_are_taken_in_a_minute_and_the_rest_in_the_next()
    {
        await using var running = await StartAsync(200, 12_000);

        Assert.Equal([.. Enumerable.Repeat(0, 24), .. Enumerable.Repeat(60007, 6)], await SendAsync(running, calls: 30, to: 500));
        Assert.Equal(12_000, running.Server.Emulator.MessagesStored);

        time.Advance(TimeSpan.FromMilliseconds(59_999));
        Assert.Equal([60007], await SendAsync(running, calls: 1, to: 1));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([.. Enumerable.Repeat(0, 24), 60007], await SendAsync(running, calls: 25, to: 500));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(20)]
    public async Task No_identifier_of_a_paced_send_over_REST_is_turned_away_and_taking_all_back_shares_the_pace(int perCall)
    {
        const int identifiers = 14_000;
        await using var running = await StartAsync(200, 12_000);
        using var http = new HttpClient();
        var options = new RestTransportOptions
        {
            Domain = running.Server.Address,
            SdkAppId = RawClient.App,
            Admin = running.Server.Admin,
            UserSig = UserSigSource.FromSecretKey(RawClient.Secret),
            TimeProvider = time,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
        };
        using var pace = Pace.Tencent(time: time);
        await using var client = new TimClient(new RestTransport(http, options), new TimClientOptions
        {
            TimeProvider = time,
            Pace = pace,
            IdentifiersPerCall = perCall,
            ResultTimeout = Timeout.InfiniteTimeSpan,
            DisposeTimeout = Timeout.InfiniteTimeSpan,
        });
        var cancellation = TestContext.Current.CancellationToken;
        var recipients = Enumerable.Range(0, identifiers).Select(static number => $"u{number}").ToAsyncEnumerable();

        var sent = await PassAsync(client.MsgBatchSendAsync(Message.Text("hi"), recipients, cancellation).ToListAsync(cancellation));
        var takenBack = await PassAsync(sent.Take(400).ToAsyncEnumerable().Withdraw(new RestMessageWithdrawal(http, options), new()
        {
            TimeProvider = time,
            CallLimiter = pace.Calls,
            ResultTimeout = Timeout.InfiniteTimeSpan,
        }).ToListAsync(cancellation));

        Assert.Equal(identifiers, sent.Count);
        Assert.All(sent, static result => Assert.Equal((0, 1), (result.Code, result.Attempts)));
        Assert.Equal(400, takenBack.Count);
        Assert.All(takenBack, static result => Assert.Equal((0, 1), (result.Code, result.Attempts)));

        // The clock moves on only while permits are waited for.
        async Task<List<T>> PassAsync<T>(ValueTask<List<T>> work)
        {
            var task = work.AsTask();
            while (!task.IsCompleted)
            {
                if (pace.Recipients.GetStatistics()!.CurrentQueuedCount + pace.Calls.GetStatistics()!.CurrentQueuedCount > 0)
                    time.Advance(TimeSpan.FromMilliseconds(50));
                cancellation.ThrowIfCancellationRequested();
                await Task.Yield();
            }
            return await task;
        }
    }

    [Fact]
    public async Task No_minute_wherever_it_begins_has_more_messages_than_are_allowed()
    {
        await using var running = await StartAsync(null, 1_000);
        var taken = new List<(TimeSpan At, int Messages)>();
        for (var at = TimeSpan.Zero; at < TimeSpan.FromMinutes(5); at += TimeSpan.FromSeconds(7))
        {
            var to = 50 + (37 * (int)at.TotalSeconds % 300);
            if ((await SendAsync(running, calls: 1, to)).Single() == 0)
                taken.Add((at, to));
            time.Advance(TimeSpan.FromSeconds(7));
        }

        Assert.All(taken, begin => Assert.InRange(InMinuteFrom(begin.At), 1, 1_000));
        Assert.Contains(taken, begin => InMinuteFrom(begin.At) > 800);

        int InMinuteFrom(TimeSpan begin) =>
            taken.Where(call => call.At >= begin && call.At < begin + TimeSpan.FromMinutes(1)).Sum(static call => call.Messages);
    }

    [Fact]
    public async Task No_second_wherever_it_begins_has_more_calls_than_are_allowed()
    {
        await using var running = await StartAsync(3, null);

        Assert.Equal([0, 0], await SendAsync(running, calls: 2, to: 1));
        time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Equal([0, 60007], await SendAsync(running, calls: 2, to: 1));

        // The clock's second is another, but two of the calls are not a second old.
        time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal([60007], await SendAsync(running, calls: 1, to: 1));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([0, 0, 60007], await SendAsync(running, calls: 3, to: 1));
    }

    [Fact]
    public async Task A_call_that_goes_over_is_refused_whole_says_why_and_uses_nothing_up()
    {
        await using var running = await StartAsync(null, 1_000);

        Assert.Equal([0], await SendAsync(running, calls: 1, to: 500));
        Assert.Equal([0], await SendAsync(running, calls: 1, to: 499));
        var answer = await running.Client.PostAsync(RawClient.BatchSend, Body(2));
        Assert.Equal("more than 1000 messages in a minute, one for each receiver", answer.GetProperty("ErrorInfo").GetString());
        Assert.Equal([0], await SendAsync(running, calls: 1, to: 1));
    }

    [Fact]
    public async Task Messages_to_one_count_too_and_calls_of_every_kind()
    {
        await using var running = await StartAsync(4, 2);

        Assert.Equal(0, await running.Client.CodeAsync("v4/openim/sendmsg", RawClient.Body("\"a\"")));
        Assert.Equal(0, await running.Client.CodeAsync("v4/openim/sendmsg", RawClient.Body("\"b\"")));
        Assert.Equal(60007, await running.Client.CodeAsync("v4/openim/sendmsg", RawClient.Body("\"c\"")));
        Assert.Equal(0, await running.Client.CodeAsync("v4/im_open_login_svc/kick", """{"UserID":"a"}"""));
        Assert.Equal(60007, await running.Client.CodeAsync("v4/im_open_login_svc/kick", """{"UserID":"a"}"""));
    }

    [Fact]
    public async Task The_inbox_is_told_how_much_of_both_is_used()
    {
        await using var running = await StartAsync(200, 12_000);
        await SendAsync(running, calls: 3, to: 500);

        Assert.Equal((3, 200, 1), await RateAsync("calls"));
        Assert.Equal((1_500, 12_000, 60), await RateAsync("messages"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 200, 1), await RateAsync("calls"));
        Assert.Equal((1_500, 12_000, 60), await RateAsync("messages"));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((0, 12_000, 60), await RateAsync("messages"));

        async Task<(int Used, int Limit, int Seconds)> RateAsync(string name)
        {
            var rate = (await running.Client.GetAsync("emulator/state")).GetProperty("rates").GetProperty(name);
            return (rate.GetProperty("used").GetInt32(), rate.GetProperty("limit").GetInt32(), rate.GetProperty("seconds").GetInt32());
        }
    }

    [Fact]
    public async Task A_server_in_the_process_has_no_limit_unless_asked()
    {
        await using var running = await RunningServer.StartAsync();

        Assert.All(await SendAsync(running, calls: 250, to: 60), static code => Assert.Equal(0, code));
        var rates = (await running.Client.GetAsync("emulator/state")).GetProperty("rates");
        Assert.Equal(JsonValueKind.Null, rates.GetProperty("calls").GetProperty("limit").ValueKind);
        Assert.Equal(JsonValueKind.Null, rates.GetProperty("messages").GetProperty("limit").ValueKind);
    }

    [Fact]
    public async Task A_call_that_is_refused_shows_once_in_the_feed()
    {
        await using var running = await StartAsync(null, 10);

        await SendAsync(running, calls: 2, to: 10);

        var state = await running.Client.GetAsync("emulator/state");
        Assert.Equal(
            (2, 10, 10),
            (state.GetProperty("calls").GetInt32(), state.GetProperty("sent").GetInt32(), state.GetProperty("failed").GetInt32()));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(null, 0)]
    [InlineData(-1, null)]
    public async Task A_limit_is_at_least_1(int? calls, int? messages) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => StartAsync(calls, messages));

    private static string Body(int to) =>
        RawClient.Body($"[{string.Join(',', Enumerable.Range(0, to).Select(static number => $"\"u{number}\""))}]");

    private static async Task<List<int>> SendAsync(RunningServer running, int calls, int to)
    {
        var codes = new List<int>();
        for (var call = 0; call < calls; call++)
            codes.Add(await running.Client.CodeAsync(RawClient.BatchSend, Body(to)));
        return codes;
    }

    private async Task<RunningServer> StartAsync(int? calls, int? messages)
    {
        // No repeats: the same body counts again and again.
        var running = await RunningServer.StartAsync(RunningServer.Options with
        {
            CallsPerSecond = calls,
            MessagesPerMinute = messages,
            Emulator = new TimEmulatorOptions { TimeProvider = time, RepeatWindow = TimeSpan.Zero },
        });
        running.Client.Sig = RawClient.UserSigOf("administrator", now: Start);
        return running;
    }
}
