using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class AnswerPathTests
{
    private static readonly FaultsInForce NoFaults = new(new EmulatorFaults());

    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task An_answer_that_gets_lost_leaves_its_identifier_unknown_and_its_message_stored()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { TimeProvider = time, Silences = [new SilenceRule("bob")] });

        await using var send = await TimedSend.StartAsync(emulator, time, "alice", "bob");
        Assert.Equal("alice", Assert.Single(await send.TakeAsync(1)).Identifier);

        time.Advance(TimeSpan.FromSeconds(60));
        var lost = Assert.Single(await send.TakeAsync(1));
        Assert.Equal(("bob", SendOutcome.Unknown), (lost.Identifier, lost.Outcome));
        Assert.Equal(2, emulator.MessagesStored);
    }

    [Fact]
    public async Task A_repeat_of_a_message_whose_answer_got_lost_finds_it_stored()
    {
        const long seedThatLosesTheFirst = 1;
        var message = Sending.Hello with { Rand = 42 };
        await using var emulator = new TimEmulator(new TimEmulatorOptions
        {
            TimeProvider = time,
            Seed = seedThatLosesTheFirst,
            Silences = [new SilenceRule("bob", 0.5)],
        });

        await using var lost = await TimedSend.StartAsync(emulator, time, message, "bob");
        await using var repeated = await TimedSend.StartAsync(emulator, time, message, "bob");

        Assert.True(lost.IsEmpty);
        Assert.True(Assert.Single(await repeated.TakeAsync(1)).IsSuccess);
        Assert.Equal((1, 1), (emulator.MessagesStored, emulator.RepeatsDropped));
    }

    [Fact]
    public async Task Nothing_waits_where_every_answer_gets_lost()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions
        {
            TimeProvider = time,
            Latency = LatencyRange.Parse("20ms"),
            Silences = [new SilenceRule("*")],
        });

        await using var send = await TimedSend.StartAsync(emulator, time, "alice", "bob");

        Assert.Equal(0, emulator.PendingAnswers);
    }

    [Fact]
    public async Task An_answer_is_split_over_several_callbacks()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions
        {
            TimeProvider = time,
            Latency = LatencyRange.Parse("0ms..1s"),
            CallbacksPerCall = 4,
        });

        await using var send = await TimedSend.StartAsync(emulator, time, Sending.Users(10));
        var waiting = new List<int> { emulator.PendingAnswers };
        while (emulator.PendingAnswers > 0)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            waiting.Add(emulator.PendingAnswers);
        }

        Assert.Equal([4, 3, 2, 1, 0], waiting.Distinct());
        Assert.Equal(Sending.Users(10).Order(), (await send.TakeAsync(10)).Select(static result => result.Identifier).Order());
    }

    [Theory]
    [InlineData(10, 1, new[] { 10 })]
    [InlineData(10, 4, new[] { 2, 3, 2, 3 })]
    [InlineData(2, 4, new[] { 1, 1 })]
    [InlineData(0, 4, new int[0])]
    public void Callbacks_have_even_shares_and_none_is_empty(int entries, int callbacks, int[] shares)
    {
        var random = new SeededRandom(0, 1);
        var path = new AnswerPath(new TimEmulatorOptions { CallbacksPerCall = callbacks });

        Assert.Equal(shares, path.Callbacks(Deliveries(entries), NoFaults, ref random).Select(static callback => callback.Length));
    }

    [Fact]
    public void Doubled_entries_stand_there_twice()
    {
        var random = new SeededRandom(0, 1);
        var path = new AnswerPath(new TimEmulatorOptions { DoubledEntries = 1 });

        var callback = Assert.Single(path.Callbacks(Deliveries(2), NoFaults, ref random)).ToArray();

        Assert.Equal(["user1", "user1", "user2", "user2"], callback.Select(static entry => entry.Receiver));
    }

    [Fact]
    public async Task Doubled_and_shuffled_entries_in_many_callbacks_still_give_one_result_each()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions
        {
            DoubledEntries = 0.5,
            ShuffleEntries = true,
            CallbacksPerCall = 7,
        });

        var results = await emulator.PushAsync(Sending.Hello, Sending.Users(1_000));

        Assert.Equal(Sending.Users(1_000).Order(), results.Select(static result => result.Identifier).Order());
        Assert.Equal(1_000, emulator.MessagesStored);
    }

    [Fact]
    public async Task Shuffled_entries_come_in_another_order()
    {
        await using var shuffled = new TimEmulator(new TimEmulatorOptions { ShuffleEntries = true });
        await using var straight = new TimEmulator();

        var users = Sending.Users(100);

        Assert.Equal(users, (await straight.SendAsync(Sending.Hello, users)).Select(static result => result.Identifier));
        Assert.NotEqual(users, (await shuffled.SendAsync(Sending.Hello, users)).Select(static result => result.Identifier));
    }

    private static Delivery[] Deliveries(int count) =>
        [.. Sending.Users(count).Select(static user => new Delivery(null!, user, 0, 1, 1, 1, 1))];
}
