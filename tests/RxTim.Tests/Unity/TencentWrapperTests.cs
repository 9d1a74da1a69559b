using com.tencent.imsdk.unity;

namespace RxTim.Tests;

/// <summary>Over a wrapper that is not thread-safe and belongs to one thread, as Tencent's for Unity is.</summary>
[Collection(nameof(TencentWrapperTests))]
public sealed class TencentWrapperTests : IDisposable
{
    private readonly MainLoop main = new();

    [Fact]
    public async Task S2_Six_sends_of_50_000_lose_nothing_and_call_the_wrapper_from_its_thread_only()
    {
        var transport = await TransportAsync();
        await using var client = new TimClient(transport);
        var names = Ask.Names(50_000);
        var endings = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => client.RunAsync(i % 2 == 0 ? Face.Push : Face.Pull, Ask.For(names))));
        Assert.All(endings, ending =>
        {
            Assert.Null(ending.Error);
            Assert.Equal(50_000, ending.Results.Count(static result => result.IsSuccess));
            Assert.Equal(50_000, ending.Identifiers.Distinct().Count());
        });
        Assert.Equal(main.ThreadId, Assert.Single(TencentIMSDK.CallsByThread).Key);
        Assert.Equal(0, TencentIMSDK.Overlaps);
    }

    [Fact]
    public async Task Results_are_decoded_and_observed_off_the_main_thread()
    {
        var transport = await TransportAsync();
        await using var client = new TimClient(transport);
        var threads = new HashSet<int>();
        var observer = new RecordingObserver(_ => threads.Add(Environment.CurrentManagedThreadId));
        client.MsgBatchSend(Ask.Many(500)).Subscribe(observer);
        await observer.EndedAsync();
        Assert.Equal(500, observer.Results.Count);
        Assert.DoesNotContain(main.ThreadId, threads);
    }

    [Fact]
    public async Task S18_What_waits_for_a_context_that_stands_still_was_not_sent()
    {
        var time = new VirtualTime();
        using var leave = new ManualResetEventSlim();
        var transport = await TransportAsync();
        main.Post(_ => leave.Wait(Waiting.Limit), null);
        await using var client = new TimClient(transport, new() { TimeProvider = time, ResultTimeout = TimeSpan.FromSeconds(3) });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b"));
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(
            [("a", SendOutcome.Failed), ("b", SendOutcome.Failed)], (await running.Soon()).Outcomes);
        leave.Set();
        await main.RunAsync(static () => 0);
        Assert.Empty(TencentIMSDK.CallsByThread);
    }

    [Fact]
    public async Task S18_A_context_that_takes_nothing_any_longer_refuses_the_call()
    {
        var transport = await TransportAsync();
        main.Dispose();
        await using var client = new TimClient(transport);
        var results = (await client.RunAsync(Face.Pull, Ask.For("a", "b")).Soon()).Results;
        Assert.All(results, static result => Assert.Equal((TimErrorCodes.SdkInternalError, SendOutcome.Failed), (result.Code, result.Outcome)));
    }

    [Fact]
    public async Task S14_An_exception_of_the_wrapper_reaches_nobody_s_loop()
    {
        using var context = new MainLoop();
        var transport = new CallbackTransport(static (_, _) => throw new InvalidOperationException("broken"), context);
        await using var client = new TimClient(transport);
        var result = Assert.Single((await client.RunAsync(Face.Push, Ask.For("a")).Soon()).Results);
        Assert.Equal(SendOutcome.Unknown, result.Outcome);
        Assert.Equal(1, await context.RunAsync(static () => 1));
    }

    [Fact]
    public async Task A_frame_shows_the_newest_progress_on_the_main_thread()
    {
        var transport = await TransportAsync();
        await using var client = new TimClient(transport);
        using var frames = new System.Reactive.Subjects.Subject<long>();
        var shown = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var threads = new HashSet<int>();
        using var showing = await main.RunAsync(() => ReadmeUnity.Show(client, Ask.Many(2_000), frames, text =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            if (text == "2000 of 2000")
                shown.TrySetResult(text);
        }, static _ => { }));
        while (!shown.Task.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            frames.OnNext(0);
            await main.RunAsync(static () => 0);
        }
        Assert.Equal(main.ThreadId, Assert.Single(threads));
    }

    public void Dispose() => main.Dispose();

    private Task<CallbackTransport> TransportAsync() => main.RunAsync(static () =>
    {
        TencentIMSDK.Restart();
        return ReadmeUnity.Transport();
    });
}
