using Microsoft.Reactive.Testing;

namespace RxTim.Tests;

public class SmokeTests
{
    [Fact]
    public async Task S2_Each_identifier_has_one_result_in_the_pull_form()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { IdentifiersPerCall = 2 });
        var seen = new List<string>();
        await foreach (var result in client.MsgBatchSendAsync(MsgBatchSendParam.Create(Message.Text("hi"), "a", "b", "c", "b"), TestContext.Current.CancellationToken))
            seen.Add(result.Identifier);
        Assert.Equal(["a", "b", "c"], seen);
        Assert.NotNull(new TestScheduler());
    }
}
