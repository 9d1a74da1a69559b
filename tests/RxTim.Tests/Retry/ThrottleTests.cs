namespace RxTim.Tests;

/// <summary>"Too many calls": the client slows down, and the same identifiers are sent to later.</summary>
public sealed class ThrottleTests
{
    private readonly VirtualTime time = new();

    public static TheoryData<int> Codes => [9506, 9507, 7008, 60006, 60007, 10006];

    [Theory, MemberData(nameof(Codes))]
    public async Task Those_turned_away_are_sent_to_after_a_pause_whatever_the_attempts_allowed(int code)
    {
        var handedOver = new List<TimeSpan>();
        var transport = new ScriptedTransport(call =>
        {
            handedOver.Add(TimeSpan.FromTicks(time.GetTimestamp()));
            if (handedOver.Count < 4)
                call.Refuse(code, "too many");
            else
                call.AnswerRemaining(0);
        });
        await using var client = Client(transport, perCall: 3);
        var running = client.RunAsync(Face.Push, Ask.Many(3));
        await time.PassUntilAsync(running, stepInSeconds: 0.001);

        var ending = await running.Soon();
        Assert.Equal(Ask.Names(3), ending.Identifiers);
        Assert.All(ending.Results, static result => Assert.Equal((0, 4), (result.Code, result.Attempts)));
        Assert.InRange(handedOver[1] - handedOver[0], TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(110));
        Assert.True(handedOver[2] - handedOver[1] >= TimeSpan.FromMilliseconds(100));
        Assert.True(handedOver[3] - handedOver[2] >= TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task Identifiers_that_are_turned_away_time_after_time_get_the_code_in_the_end()
    {
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(60007, "too many"));
        await using var client = Client(transport);
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await time.PassUntilAsync(running);
        var result = Assert.Single((await running.Soon()).Results);
        Assert.Equal((60007, RetryRules.MostThrottled), (result.Code, result.Attempts));
    }

    [Fact]
    public async Task Being_turned_away_does_not_use_up_attempts()
    {
        int[] answers = [60007, 91000, 60007, 60007, 91000, 91000];
        var calls = 0;
        var transport = new ScriptedTransport(call => call.AnswerRemaining(answers[calls++]));
        await using var client = Client(transport, new() { MaxAttempts = 3 });
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await time.PassUntilAsync(running);
        var result = Assert.Single((await running.Soon()).Results);
        Assert.Equal((91000, 6), (result.Code, result.Attempts));
    }

    [Fact]
    public async Task A_pause_is_for_all_sends_of_the_client()
    {
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(call.Identifiers[0] == "a" && !call.IsRetry ? 60007 : 0));
        await using var client = Client(transport);
        var first = client.RunAsync(Face.Push, Ask.For("a"));
        await time.TimersArmedAsync(1);
        var second = client.RunAsync(Face.Push, Ask.For("b"));
        await time.TimersArmedAsync(2);
        Assert.Single(transport.Calls);
        await time.PassUntilAsync(Task.WhenAll(first, second));
        Assert.Equal([("a", 0), ("b", 0)], (await first.Soon()).Codes.Concat((await second.Soon()).Codes));
    }

    [Fact]
    public async Task A_pause_that_the_backend_asks_for_is_kept_by_all_sends_and_then_one_call_sees()
    {
        var transport = new ScriptedTransport(call =>
        {
            if (call.Identifiers[0] == "a")
                call.PauseFor(TimeSpan.FromMinutes(1));
            call.AnswerRemaining(call.Identifiers[0] == "a" ? 91000 : 0);
        });
        await using var client = Client(transport);
        Assert.Equal([("a", 91000)], (await client.RunAsync(Face.Push, Ask.For("a")).Soon()).Codes);
        var second = client.RunAsync(Face.Push, Ask.For("b"));
        var third = client.RunAsync(Face.Pull, Ask.For("c"));
        await time.TimersArmedAsync(2);
        time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Single(transport.Calls);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([("b", 0), ("c", 0)], (await second.Soon()).Codes.Concat((await third.Soon()).Codes));
    }

    [Fact]
    public void A_shorter_pause_does_not_end_a_longer_one()
    {
        var throttle = new Throttle(time);
        throttle.PauseFor(TimeSpan.FromMinutes(1));
        throttle.PauseFor(TimeSpan.FromSeconds(1));
        throttle.PauseFor(TimeSpan.FromSeconds(-1));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(throttle.TryPass());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(throttle.TryPass());
    }

    [Theory, InlineData(1), InlineData(3), InlineData(10)]
    public async Task With_a_backend_that_takes_so_many_calls_a_second_all_arrive_in_the_end_and_once(int callsPerSecond)
    {
        var taken = new List<long>();
        var transport = new ScriptedTransport(call =>
        {
            lock (taken)
            {
                var now = time.GetTimestamp();
                var throttled = taken.Count(at => now - at < TimeSpan.TicksPerSecond) >= callsPerSecond;
                if (!throttled)
                    taken.Add(now);
                call.AnswerRemaining(throttled ? 60007 : 0);
            }
        });
        await using var client = Client(transport);
        var sends = Enumerable.Range(0, 3).Select(_ => client.RunAsync(Face.Push, Ask.Many(40))).ToArray();
        var all = Task.WhenAll(sends);
        await time.PassUntilAsync(all, stepInSeconds: 0.01);
        Assert.All(await all.Soon(), static ending =>
        {
            Assert.Equal(Ask.Names(40).Order(), ending.Identifiers.Order());
            Assert.All(ending.Results, static result => Assert.Equal(0, result.Code));
        });
        Assert.Equal(60, taken.Count);
    }

    [Fact]
    public void Answers_of_calls_that_were_in_flight_make_one_pause_and_do_not_end_it()
    {
        var throttle = new Throttle(time);
        Advance(10);
        throttle.Pause(handedOverAt: 0);
        throttle.Pause(handedOverAt: 1);
        throttle.Resume(handedOverAt: 2);
        Assert.False(throttle.TryPass());
        Advance(100);
        Assert.True(throttle.TryPass());
        Assert.True(throttle.IsPausing);
        throttle.Resume(handedOverAt: time.GetTimestamp());
        Assert.False(throttle.IsPausing);
    }

    [Fact]
    public void Until_a_call_is_taken_one_goes_in_each_pause()
    {
        var throttle = new Throttle(time);
        throttle.Pause(handedOverAt: 0);
        Advance(100);
        Assert.True(throttle.TryPass());
        Assert.False(throttle.TryPass());
        Advance(100);
        Assert.True(throttle.TryPass());
        Assert.False(throttle.TryPass());
    }

    [Fact]
    public async Task Who_waits_goes_on_as_soon_as_the_backend_takes_calls_again()
    {
        var throttle = new Throttle(time);
        throttle.Pause(handedOverAt: 0);
        Advance(100);
        Assert.True(throttle.TryPass());
        var probed = time.GetTimestamp();
        var waiting = throttle.WaitAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);
        throttle.Resume(probed);
        await waiting.Soon();
        Assert.True(throttle.TryPass());
        Assert.Equal(0, time.TimersAlive);
    }

    private void Advance(int milliseconds) => time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private TimClient Client(ScriptedTransport transport, RetryOptions? retry = null, int perCall = 2) => new(transport, new()
    {
        TimeProvider = time,
        Retry = retry ?? new(),
        ResultTimeout = Timeout.InfiniteTimeSpan,
        Linger = Timeout.InfiniteTimeSpan,
        IdentifiersPerCall = perCall,
    });
}
