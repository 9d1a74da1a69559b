namespace RxTim.Testing.Tests;

/// <summary>A backend may be a delegate that is given each call.</summary>
public sealed class DelegateTests
{
    private static readonly Message Hello = Message.Text("hi");

    [Fact]
    public async Task A_delegate_answers_each_call_and_the_calls_are_remembered()
    {
        var backend = new ScriptedTransport(
            static call => call.AnswerRemaining(call.Identifiers[0] == "b" ? 70107 : 0), new MsgBatchLimits { MaxIdentifiersPerCall = 1 });
        await using var client = new TimClient(backend);

        var codes = new Dictionary<string, int>();
        await foreach (var result in client.MsgBatchSendAsync(
            MsgBatchSendParam.Create(Hello, "a", "b", "c"), TestContext.Current.CancellationToken))
        {
            codes.Add(result.Identifier, result.Code);
        }

        Assert.Equal(new() { ["a"] = 0, ["b"] = 70107, ["c"] = 0 }, codes);
        backend.AssertAsked("a", "b", "c");
        Assert.Equal(3, (await backend.WhenCallsAsync(3, TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task What_a_delegate_throws_leaves_its_call_unknown()
    {
        await using var client = new TimClient(new ScriptedTransport(static _ => throw new InvalidOperationException("cable cut")));

        await foreach (var result in client.MsgBatchSendAsync(MsgBatchSendParam.Create(Hello, "a"), TestContext.Current.CancellationToken))
            Assert.Equal(SendOutcome.Unknown, result.Outcome);
    }

    [Fact]
    public void A_delegate_has_to_be_there() =>
        Assert.Throws<ArgumentNullException>(static () => new ScriptedTransport((Action<MsgBatchCall>)null!));
}
