using System.Runtime.CompilerServices;

namespace RxTim.Tests;

/// <summary>S13 End: what is over can be collected, even if the backend keeps its callbacks for ever.</summary>
public sealed class S13_LeakTests
{
    // What the backend keeps.
    private readonly List<ValueCallback<string>> kept = [];

    public enum Ends
    {
        Completed,
        Disposed,
        TimedOut,
        Stopped,
        ClientDisposed,
        ObserverThrew,
    }

    [Theory]
    [InlineData(Ends.Completed)]
    [InlineData(Ends.Disposed)]
    [InlineData(Ends.TimedOut)]
    [InlineData(Ends.Stopped)]
    [InlineData(Ends.ClientDisposed)]
    [InlineData(Ends.ObserverThrew)]
    public async Task S13_Observer_and_client_can_be_collected_after_the_end(Ends how)
    {
        var (observer, client) = await PushAsync(how);
        await AssertCollectedAsync(observer);
        await AssertCollectedAsync(client);
        Assert.NotEmpty(kept);
        foreach (var callback in kept)
            callback(0, "", Entries.Sent("a", "b"), null);
    }

    [Theory]
    [InlineData(Ends.Completed)]
    [InlineData(Ends.Disposed)]
    public async Task S13_An_enumerator_can_be_collected_although_its_token_lives_on(Ends how)
    {
        using var cancellation = new CancellationTokenSource();
        var results = await PullAsync(how, cancellation.Token);
        await AssertCollectedAsync(results);
        Assert.False(cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task S13_A_result_that_is_kept_does_not_keep_its_send()
    {
        var (result, client) = await KeepResultAsync();
        await AssertCollectedAsync(client);
        Assert.Equal("a", result.Identifier);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<(WeakReference Observer, WeakReference Client)> PushAsync(Ends how)
    {
        var message = $"leak {how}";
        using var unhandled = new Unhandled(message);
        var time = new VirtualTime();
        var client = new TimClient(Keeping(), new() { TimeProvider = time });
        var observer = new RecordingObserver(how == Ends.ObserverThrew ? _ => throw new IOException(message) : null);
        var subscription = client.MsgBatchSend(Ask.For("a", "b")).Subscribe(observer);
        await WhenKept.WhenAsync(() => kept.Count == 1);
        switch (how)
        {
            case Ends.Completed:
                kept[0](0, "", Entries.Sent("a", "b"), null);
                await observer.EndedAsync();
                break;
            case Ends.Disposed:
                subscription.Dispose();
                break;
            case Ends.TimedOut:
                time.Advance(TimeSpan.FromMinutes(1));
                await observer.EndedAsync();
                break;
            case Ends.Stopped:
                kept[0](-1, "", "", null);
                await observer.EndedAsync();
                break;
            case Ends.ClientDisposed:
                await client.DisposeAsync();
                await observer.EndedAsync();
                break;
            case Ends.ObserverThrew:
                kept[0](0, "", Entries.Sent("a"), null);
                await unhandled.ToldAsync();
                break;
        }
        await time.NoTimerAliveAsync();
        return (new WeakReference(observer), new WeakReference(client));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> PullAsync(Ends how, CancellationToken cancellation)
    {
        var client = new TimClient(Keeping());
        var results = client.MsgBatchSendAsync(Ask.For("a", "b"), cancellation).GetAsyncEnumerator(CancellationToken.None);
        await using (results)
        {
            var move = results.MoveNextAsync();
            await WhenKept.WhenAsync(() => kept.Count == 1);
            kept[0](0, "", Entries.Sent(how == Ends.Completed ? ["a", "b"] : ["a"]), null);
            Assert.True(await move.Soon());
            while (how == Ends.Completed && await results.MoveNextAsync().Soon())
            {
            }
        }
        return new WeakReference(results);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(MsgBatchSendResult, WeakReference)> KeepResultAsync()
    {
        var client = new TimClient(ScriptedTransport.SendsAll());
        var ending = await client.RunAsync(Face.Push, Ask.For("a")).Soon();
        return (ending.Results[0], new WeakReference(client));
    }

    private Signal WhenKept { get; } = new();

    private CallbackTransport Keeping() => new((_, callback) =>
    {
        kept.Add(callback);
        WhenKept.Changed();
        return TIMResult.Succ;
    });

    // The wait comes first so that the stack of what ran before is gone. The pool's threads may hold what they ran last until they run
    // something else.
    private static async Task AssertCollectedAsync(WeakReference reference)
    {
        for (var i = 0; i < 50 && reference.IsAlive; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(static _ => Task.Run(static () => { })));
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(reference.IsAlive);
    }
}
