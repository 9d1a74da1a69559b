using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class StoreTests
{
    [Fact]
    public async Task Both_faces_of_a_client_store_one_message_for_each_receiver()
    {
        await using var emulator = new TimEmulator();

        var pulled = await emulator.SendAsync(Sending.Hello, "alice", "bob");
        var pushed = await emulator.PushAsync(Sending.Hello, "carol");

        Assert.All(pulled.Concat(pushed), static result => Assert.True(result.IsSuccess));
        Assert.Equal(["alice", "bob", "carol"], emulator.Messages.Select(static message => message.Receiver));
        Assert.Equal((2, 3), (emulator.CallsReceived, emulator.MessagesStored));
    }

    [Fact]
    public async Task A_stored_message_is_what_its_sender_was_answered()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1558598924));
        await using var emulator = new TimEmulator(new TimEmulatorOptions { TimeProvider = time });

        var answered = Assert.Single(await emulator.SendAsync(Sending.Hello, "alice")).Message!;

        var stored = Assert.Single(emulator.Messages);
        Assert.Equal(answered, stored.Message);
        Assert.Equal((answered.Sender, answered.ConvId), (stored.Sender, stored.Receiver));
        Assert.Equal((answered.Rand, answered.Seq, answered.MsgId), (stored.Rand, stored.Seq, stored.MsgId));
        Assert.Equal(time.GetUtcNow(), stored.ServerTime);
    }

    [Fact]
    public async Task What_the_sender_left_out_is_filled_in()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1558598924));
        await using var emulator = new TimEmulator(new TimEmulatorOptions { TimeProvider = time });

        var message = Assert.Single(await emulator.SendAsync(Sending.Hello, "alice")).Message!;

        Assert.Equal("administrator", message.Sender);
        Assert.Equal((1558598924UL, 1558598924UL), (message.ClientTime, message.ServerTime));
        Assert.InRange(message.Rand!.Value, 1UL, uint.MaxValue);
        Assert.Equal(1UL, message.Seq);
        Assert.Equal((ConvType.C2C, MessageStatus.Sent, MessagePriority.Normal), (message.ConvType, message.Status, message.Priority));
        Assert.Equal((true, true, false), (message.IsFromSelf, message.IsRead, message.IsPeerRead));
    }

    [Fact]
    public async Task What_only_a_backend_can_know_is_not_taken_from_the_sender()
    {
        await using var emulator = new TimEmulator();
        var sent = Sending.Hello with
        {
            ConvId = "mallory",
            ConvType = ConvType.Group,
            IsFromSelf = false,
            IsRead = false,
            Status = MessageStatus.Failed,
            ServerTime = 1,
            MsgId = "x",
        };

        var message = Assert.Single(await emulator.SendAsync(sent, "alice")).Message!;

        Assert.Equal(("alice", ConvType.C2C, MessageStatus.Sent), (message.ConvId, message.ConvType, message.Status));
        Assert.Equal((true, true), (message.IsFromSelf, message.IsRead));
        Assert.NotEqual((1UL, "x"), (message.ServerTime, message.MsgId));
    }

    [Fact]
    public async Task Receivers_differ_in_random_and_sequence()
    {
        await using var emulator = new TimEmulator();

        await emulator.SendAsync(Sending.Hello, Sending.Users(300));

        Assert.Equal(300, emulator.Messages.Select(static message => message.Seq).Distinct().Count());
        Assert.Equal(300, emulator.Messages.Select(static message => message.Rand).Distinct().Count());
    }

    [Fact]
    public async Task Only_the_most_recent_messages_are_kept_and_the_count_stays_exact()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { MaxStoredMessages = 3 });

        await emulator.SendAsync(Sending.Hello, Sending.Users(1_000));

        Assert.Equal(["user998", "user999", "user1000"], emulator.Messages.Select(static message => message.Receiver));
        Assert.Equal(1_000, emulator.MessagesStored);
    }

    [Fact]
    public async Task A_store_of_no_messages_only_counts()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { MaxStoredMessages = 0 });

        await emulator.SendAsync(Sending.Hello, "alice");

        Assert.Empty(emulator.Messages);
        Assert.Equal(1, emulator.MessagesStored);
    }

    [Fact]
    public async Task The_messages_of_one_receiver_can_be_looked_up()
    {
        await using var emulator = new TimEmulator();

        await emulator.SendAsync(Message.Text("first"), "alice", "bob");
        await emulator.SendAsync(Message.Text("second"), "alice");

        var elements = emulator.MessagesTo("alice").Select(static message => message.Message.Elements!.Single());
        Assert.Equal([Text("first"), Text("second")], elements);
        Assert.Empty(emulator.MessagesTo("Alice"));
    }

    [Fact]
    public async Task Calls_of_several_threads_all_count()
    {
        await using var emulator = new TimEmulator();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender =>
            emulator.SendAsync(Sending.Hello, [.. Sending.Users(1_000).Select(user => $"{sender}-{user}")])));

        Assert.Equal((80, 8_000), (emulator.CallsReceived, emulator.MessagesStored));
        Assert.Equal(8_000, emulator.Messages.Select(static message => message.Receiver).Distinct().Count());
    }

    private static TextElement Text(string text) => new() { Content = text };
}
