using System.Text.Json.Nodes;

namespace RxTim.Tests;

/// <summary>S6: what nobody knows is tried again only on request, and so that the backend can drop the repeat.</summary>
public sealed class RetryUnknownTests
{
    private readonly VirtualTime time = new();

    [Fact]
    public async Task S6_Unknown_is_not_tried_again_unless_it_is_asked_for()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = Client(transport, new() { MaxAttempts = 3, ShouldRetry = static _ => true });
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await transport.ReturnedAsync(1);
        time.Advance(TimeSpan.FromMinutes(1));
        var result = Assert.Single((await running.Soon()).Results);
        Assert.Equal((SendOutcome.Unknown, 1), (result.Outcome, result.Attempts));
        Assert.Single(transport.Calls);
    }

    [Fact]
    public async Task S6_On_request_unknown_is_tried_again_with_the_same_random_and_sequence_in_the_message()
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.Answer("a", 0);
            if (call.IsRetry)
                call.AnswerRemaining(0);
        });
        await using var client = Client(transport, new() { MaxAttempts = 2, RetryUnknown = true });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b"));
        await transport.ReturnedAsync(1);
        time.Advance(TimeSpan.FromMinutes(1));
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(1));

        var ending = await running.Soon();
        Assert.Equal([("a", SendOutcome.Sent), ("b", SendOutcome.Sent)], ending.Outcomes);
        Assert.Equal([1, 2], ending.Results.Select(static result => result.Attempts));
        Assert.Equal(2, transport.Calls.Count);
        Assert.All(transport.Calls, call =>
        {
            Assert.Equal((transport.Calls[0].Random, transport.Calls[0].Sequence), (call.Random, call.Sequence));
            var message = JsonNode.Parse(call.ToJson())!["msg_batch_send_param_msg"]!;
            Assert.Equal(call.Random, (uint)message["message_rand"]!);
            Assert.Equal(call.Sequence, (uint)message["message_seq"]!);
        });
    }

    [Fact]
    public async Task S6_A_message_with_a_random_and_a_sequence_of_its_own_keeps_them()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var client = Client(transport, new() { RetryUnknown = true });
        var param = MsgBatchSendParam.Create(Ask.Hi with { Rand = 7, Seq = 8 }, "a");
        await client.RunAsync(Face.Push, param).Soon();
        var message = JsonNode.Parse((await transport.TakesOneAsync()).ToJson())!["msg_batch_send_param_msg"]!;
        Assert.Equal((7u, 8u), ((uint)message["message_rand"]!, (uint)message["message_seq"]!));
    }

    [Fact]
    public async Task S6_An_answer_that_comes_after_the_next_attempt_went_out_is_dropped()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = Client(transport, new() { MaxAttempts = 2, RetryUnknown = true });
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await transport.ReturnedAsync(1);
        time.Advance(TimeSpan.FromMinutes(1));
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(1));
        var calls = await transport.TakesAsync(2);
        await transport.ReturnedAsync(2);
        calls[0].AnswerRemaining(5);
        calls[1].AnswerRemaining(0);
        Assert.Equal([("a", 0)], (await running.Soon()).Codes);
    }

    private TimClient Client(ScriptedTransport transport, RetryOptions retry) =>
        new(transport, new() { TimeProvider = time, Retry = retry, Linger = Timeout.InfiniteTimeSpan });
}
