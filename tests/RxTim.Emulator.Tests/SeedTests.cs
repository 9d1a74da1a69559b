using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class SeedTests
{
    [Fact]
    public async Task The_same_seed_clock_and_calls_give_the_same_answers() => Assert.Equal(await RunAsync(7), await RunAsync(7));

    [Fact]
    public async Task Another_seed_gives_other_answers() => Assert.NotEqual(await RunAsync(7), await RunAsync(8));

    [Fact]
    public async Task Latencies_follow_from_the_seed_too()
    {
        Assert.Equal(await WaitingAsync(7), await WaitingAsync(7));
        Assert.NotEqual(await WaitingAsync(7), await WaitingAsync(8));
    }

    [Fact]
    public void Calls_of_one_seed_differ()
    {
        var first = new SeededRandom(7, 1);
        var second = new SeededRandom(7, 2);

        Assert.NotEqual(first.Next(), second.Next());
    }

    [Fact]
    public void Random_numbers_fill_their_range()
    {
        var random = new SeededRandom(7, 1);
        var counts = new int[5];
        for (var i = 0; i < 50_000; i++)
            counts[random.NextBelow(5)]++;

        Assert.All(counts, static count => Assert.InRange(count, 9_500, 10_500));
    }

    private static async Task<string> RunAsync(long seed)
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions
        {
            Seed = seed,
            TimeProvider = new FakeTimeProvider(),
            Faults = [new FaultRule("*1*", 70107, 0.5)],
            Refusal = new CallRefusal(91000, 0.2),
            CallbacksPerCall = 3,
            ShuffleEntries = true,
            DoubledEntries = 0.3,
        });
        return (await emulator.SendAsync(Sending.Hello, Sending.Users(1_000))).Json();
    }

    private static async Task<List<int>> WaitingAsync(long seed)
    {
        var time = new FakeTimeProvider();
        await using var emulator = new TimEmulator(new TimEmulatorOptions
        {
            Seed = seed,
            TimeProvider = time,
            Latency = LatencyRange.Parse("1ms..50ms"),
            CallbacksPerCall = 5,
        });
        await using var send = await TimedSend.StartAsync(emulator, time, Sending.Users(50));

        var waiting = new List<int>();
        while (emulator.PendingAnswers > 0)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            waiting.Add(emulator.PendingAnswers);
        }
        return waiting;
    }
}
