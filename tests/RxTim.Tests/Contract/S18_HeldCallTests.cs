namespace RxTim.Tests;

/// <summary>S18: of a call that its transport holds, nothing was sent is said where a transport knows that nothing left, and only there.</summary>
public sealed class S18_HeldCallTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly VirtualTime time = new();

    public static TheoryData<Face> All => Faces.All;

    [Theory, MemberData(nameof(All))]
    public async Task S18_A_call_that_is_held_until_its_time_is_over_failed_with_9510(Face face)
    {
        var transport = new ScriptedTransport(static call => call.Hold());
        await using var client = Client(transport);
        var running = client.RunAsync(face, Ask.For("a", "b"));
        var call = await transport.TakesOneAsync();
        time.Advance(Timeout);

        Assert.All((await running.Soon()).Results, static result =>
            Assert.Equal((TimErrorCodes.ConnectTimeout, SendOutcome.Failed), (result.Code, result.Outcome)));
        Assert.False(call.TryLeave());
    }

    [Fact]
    public async Task S18_A_held_call_whose_time_is_over_is_tried_again()
    {
        var calls = 0;
        var transport = new ScriptedTransport(call =>
        {
            call.Hold();
            if (++calls == 2 && call.TryLeave())
                call.AnswerRemaining(0);
        });
        await using var client = Client(transport, new() { MaxAttempts = 2 });
        var running = client.RunAsync(Face.Pull, Ask.For("a"));
        await transport.ReturnedAsync(1);
        time.Advance(Timeout);
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(1));

        var result = Assert.Single((await running.Soon()).Results);
        Assert.Equal((0, 2), (result.Code, result.Attempts));
    }

    [Fact]
    public async Task S18_A_call_that_left_is_unknown_when_its_time_is_over()
    {
        var left = false;
        var transport = new ScriptedTransport(call =>
        {
            call.Hold();
            left = call.TryLeave();
        });
        await using var client = Client(transport);
        var running = client.RunAsync(Face.Pull, Ask.For("a"));
        await transport.TakesOneAsync();
        time.Advance(Timeout);

        Assert.True(left);
        Assert.Equal(SendOutcome.Unknown, Assert.Single((await running.Soon()).Results).Outcome);
    }

    [Fact]
    public async Task S18_Only_those_without_a_result_of_a_held_call_failed()
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.Hold();
            call.Answer("a", 0);
        });
        await using var client = Client(transport);
        var running = client.RunAsync(Face.Pull, Ask.For("a", "b"));
        await transport.TakesOneAsync();
        time.Advance(Timeout);

        Assert.Equal([("a", 0), ("b", 9510)], (await running.Soon()).Codes);
    }

    [Fact]
    public async Task S7_A_call_of_a_cancelled_send_may_not_leave()
    {
        var transport = new ScriptedTransport(static call => call.Hold());
        await using var client = Client(transport);
        var subscription = client.MsgBatchSend(Ask.For("a")).Subscribe(new RecordingObserver());
        var call = await transport.TakesOneAsync();
        subscription.Dispose();

        Assert.False(call.TryLeave());
    }

    private TimClient Client(ScriptedTransport transport, RetryOptions? retry = null) =>
        new(transport, new() { TimeProvider = time, ResultTimeout = Timeout, Retry = retry ?? new() });
}
