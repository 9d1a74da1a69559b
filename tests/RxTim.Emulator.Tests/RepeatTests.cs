using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class RepeatTests
{
    private static readonly Message WithRandom = Sending.Hello with { Rand = 42 };

    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task A_repeat_within_the_window_is_answered_like_the_first_and_not_stored()
    {
        await using var emulator = Emulator();

        var first = Assert.Single(await emulator.SendAsync(WithRandom, "alice"));
        time.Advance(TimeSpan.FromMilliseconds(999));
        var repeat = Assert.Single(await emulator.SendAsync(WithRandom, "alice"));

        Assert.True(repeat.IsSuccess);
        Assert.Equal(first.ToJson(), repeat.ToJson());
        Assert.Equal((1, 1), (emulator.MessagesStored, emulator.RepeatsDropped));
    }

    [Fact]
    public async Task A_repeat_after_the_window_is_stored_again()
    {
        await using var emulator = Emulator();

        await emulator.SendAsync(WithRandom, "alice");
        time.Advance(TimeSpan.FromSeconds(1));
        await emulator.SendAsync(WithRandom, "alice");

        Assert.Equal((2, 0), (emulator.MessagesStored, emulator.RepeatsDropped));
    }

    [Fact]
    public async Task The_window_does_not_move_on_with_repeats()
    {
        await using var emulator = Emulator();

        for (var i = 0; i < 4; i++)
        {
            await emulator.SendAsync(WithRandom, "alice");
            time.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal((2, 2), (emulator.MessagesStored, emulator.RepeatsDropped));
    }

    [Fact]
    public async Task Another_receiver_random_sequence_or_sender_is_no_repeat()
    {
        await using var emulator = Emulator();

        await emulator.SendAsync(WithRandom, "alice", "bob");
        await emulator.SendAsync(WithRandom with { Rand = 43 }, "alice");
        await emulator.SendAsync(WithRandom with { Seq = 7 }, "alice");
        await emulator.SendAsync(WithRandom with { Sender = "carol" }, "alice");

        Assert.Equal((5, 0), (emulator.MessagesStored, emulator.RepeatsDropped));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0UL)]
    public async Task Without_a_random_nothing_repeats_and_nothing_is_remembered(ulong? random)
    {
        await using var emulator = Emulator();

        await emulator.SendAsync(Sending.Hello with { Rand = random }, "alice");
        await emulator.SendAsync(Sending.Hello with { Rand = random }, "alice");

        Assert.Equal((2, 0), (emulator.MessagesStored, emulator.RepeatsDropped));
        Assert.Equal(0, emulator.RememberedForRepeats);
    }

    [Fact]
    public async Task Only_what_arrived_within_the_window_is_remembered()
    {
        await using var emulator = Emulator();

        await emulator.SendAsync(WithRandom, Sending.Users(500));
        time.Advance(TimeSpan.FromMilliseconds(600));
        await emulator.SendAsync(WithRandom with { Rand = 43 }, Sending.Users(100));
        Assert.Equal(600, emulator.RememberedForRepeats);

        time.Advance(TimeSpan.FromMilliseconds(600));
        await emulator.SendAsync(Sending.Hello, "alice");
        Assert.Equal(100, emulator.RememberedForRepeats);
    }

    [Fact]
    public async Task Repeats_among_thousands_are_known_as_by_a_plain_dictionary()
    {
        const int Seed = 20261124;
        var random = new Random(Seed);
        var arrived = new Dictionary<(string Receiver, ulong Random), DateTimeOffset>();
        var (stored, dropped) = (0, 0);
        await using var emulator = Emulator();
        for (var call = 0; call < 200; call++)
        {
            var stamp = (ulong)random.Next(1, 4);
            string[] receivers = [.. Enumerable.Range(0, random.Next(1, 100)).Select(_ => new string('u', random.Next(3)) + random.Next(3_000))];
            foreach (var receiver in receivers.Distinct())
            {
                if (arrived.TryGetValue((receiver, stamp), out var first) && time.GetUtcNow() - first < TimeSpan.FromSeconds(1))
                {
                    dropped++;
                    continue;
                }
                arrived[(receiver, stamp)] = time.GetUtcNow();
                stored++;
            }
            await emulator.SendAsync(WithRandom with { Rand = stamp }, receivers);
            Assert.True((stored, dropped) == (emulator.MessagesStored, emulator.RepeatsDropped), $"Seed {Seed}, call {call}");
            time.Advance(TimeSpan.FromMilliseconds(random.Next(call % 50 == 0 ? 1_500 : 40)));
        }
        Assert.InRange(dropped, 300, stored);
    }

    [Fact]
    public async Task A_message_that_failed_is_not_remembered()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { TimeProvider = time, Faults = [new FaultRule("*", 20009)] });

        await emulator.SendAsync(WithRandom, "alice");
        var again = Assert.Single(await emulator.SendAsync(WithRandom, "alice"));

        Assert.Equal(20009, again.Code);
        Assert.Equal((0, 0), (emulator.MessagesStored, emulator.RepeatsDropped));
    }

    [Fact]
    public async Task A_window_of_zero_drops_no_repeats()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { TimeProvider = time, RepeatWindow = TimeSpan.Zero });

        await emulator.SendAsync(WithRandom, "alice");
        await emulator.SendAsync(WithRandom, "alice");

        Assert.Equal((2, 0), (emulator.MessagesStored, emulator.RepeatsDropped));
    }

    private TimEmulator Emulator() => new(new TimEmulatorOptions { TimeProvider = time });
}
