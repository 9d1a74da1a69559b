using System.Reactive.Linq;

namespace RxTim.Tests;

/// <summary>S1 Cold: nothing is sent before subscription or enumeration; each one sends once more.</summary>
public sealed class S01_ColdTests : IAsyncDisposable
{
    private readonly ScriptedTransport transport = ScriptedTransport.SendsAll();
    private readonly TimClient client;

    public S01_ColdTests() => client = new TimClient(transport);

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Fact]
    public async Task S1_Nothing_is_sent_before_a_subscription_or_an_enumeration()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _ = client.MsgBatchSend(Ask.For("a"));
        _ = client.MsgBatchSend(Ask.Hi, Ask.Streamed(["a"]));
        _ = client.MsgBatchSendAsync(Ask.For("a"), cancellation);
        await using var unmoved = client.MsgBatchSendAsync(Ask.For("a"), cancellation).GetAsyncEnumerator(cancellation);

        await client.RunAsync(Face.Push, Ask.For("z")).Soon();

        Assert.Equal(["z"], Assert.Single(transport.Calls).Identifiers);
    }

    [Fact]
    public async Task S1_Each_subscription_sends_once_more()
    {
        var stream = client.MsgBatchSend(Ask.For("a", "b"));
        Assert.Equal(["a", "b"], (await Faces.PushAsync(stream).Soon()).Identifiers);
        Assert.Equal(["a", "b"], (await Faces.PushAsync(stream).Soon()).Identifiers);
        Assert.Equal(2, transport.Calls.Count);
    }

    [Fact]
    public async Task S1_Each_enumeration_sends_once_more()
    {
        var stream = client.MsgBatchSendAsync(Ask.For("a", "b"), TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b"], (await Faces.PullAsync(stream).Soon()).Identifiers);
        Assert.Equal(["a", "b"], (await Faces.PullAsync(stream).Soon()).Identifiers);
        Assert.Equal(2, transport.Calls.Count);
    }

    [Fact]
    public async Task S1_A_streamed_source_is_enumerated_once_for_each_subscription()
    {
        var enumerations = 0;
        async IAsyncEnumerable<string> Source()
        {
            enumerations++;
            await Task.Yield();
            yield return "a";
        }

        var stream = client.MsgBatchSend(Ask.Hi, Source());
        Assert.Equal(0, enumerations);
        await Faces.PushAsync(stream).Soon();
        Assert.Equal(1, enumerations);
        await Faces.PushAsync(stream).Soon();
        Assert.Equal(2, enumerations);
    }

    [Fact]
    public async Task S1_Publish_shares_one_send()
    {
        var shared = client.MsgBatchSend(Ask.For("a", "b")).Publish();
        var first = Faces.PushAsync(shared);
        var second = Faces.PushAsync(shared);
        Assert.Empty(transport.Calls);

        using var connection = shared.Connect();

        Assert.Equal(["a", "b"], (await first.Soon()).Identifiers);
        Assert.Equal(["a", "b"], (await second.Soon()).Identifiers);
        Assert.Single(transport.Calls);
    }

    [Fact]
    public async Task S1_Replay_gives_a_late_subscriber_the_same_send()
    {
        var shared = client.MsgBatchSend(Ask.For("a", "b")).Replay();
        using var connection = shared.Connect();
        await Faces.PushAsync(shared).Soon();
        Assert.Equal(["a", "b"], (await Faces.PushAsync(shared).Soon()).Identifiers);
        Assert.Single(transport.Calls);
    }

    [Fact]
    public void S1_A_missing_argument_is_refused_when_the_stream_is_asked_for()
    {
        Assert.Throws<ArgumentNullException>(() => client.MsgBatchSend((MsgBatchSendParam)null!));
        Assert.Throws<ArgumentNullException>(() => client.MsgBatchSend(null!, Ask.Streamed([])));
        Assert.Throws<ArgumentNullException>(() => client.MsgBatchSend(Ask.Hi, null!));
        Assert.Throws<ArgumentNullException>(() => client.MsgBatchSend(Ask.For("a")).Subscribe((IObserver<MsgBatchSendResult>)null!));
    }
}
