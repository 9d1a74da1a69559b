using Microsoft.Extensions.Time.Testing;

namespace RxTim.ImSdk.Tests;

/// <summary>How requests end that the native library does not answer, over a managed function table.</summary>
public class LifetimeTests
{
    private readonly List<FakeRequest> requests = [];

    private int Keep(FakeRequest request)
    {
        lock (requests)
            requests.Add(request);
        return 0;
    }

    [Fact]
    public async Task S6_A_call_that_is_never_answered_is_forgotten_when_it_times_out()
    {
        using var sdk = new FakeImSdk(Keep);
        var time = new FakeTimeProvider();
        var send = sdk.Library.SendAsync(Sends.To("a", "b"), new() { TimeProvider = time });
        await Sends.Until(() => requests.Count == 1);
        requests[0].Answer(0, "b");
        Assert.Equal(1, sdk.Pending);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal([("b", 0), ("a", TimErrorCodes.RequestTimeout)], (await send).Select(result => (result.Identifier, result.Code)));
        await sdk.Library.NothingPendingAsync();
        requests[0].Answer(0, "a");
    }

    [Fact]
    public async Task S7_A_cancelled_send_is_forgotten_and_its_late_callbacks_do_nothing()
    {
        using var sdk = new FakeImSdk(Keep);
        await using var client = new TimClient(sdk.Library.Transport);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var results = client.MsgBatchSendAsync(Sends.To(1_000), cancellation.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var move = results.MoveNextAsync();
        await Sends.Until(() => requests.Count == 20);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await move);
        await sdk.Library.NothingPendingAsync();
        foreach (var request in requests)
            request.Answer(0, request.Identifiers);
    }

    [Fact]
    public async Task Uninit_ends_the_sends_that_are_pending_with_an_error()
    {
        using var sdk = new FakeImSdk(Keep);
        var send = sdk.Library.SendAsync(Sends.To("a", "b"));
        await Sends.Until(() => requests.Count == 1);
        requests[0].Answer(0, "a");
        Assert.Equal(TIMResult.Succ, sdk.Library.Uninit());
        AssertEnded(await Assert.ThrowsAsync<TimException>(() => send), "uninitialised");
        await sdk.Library.NothingPendingAsync();
        requests[0].Answer(0, "b");
    }

    [Fact]
    public async Task Uninit_through_one_object_ends_the_sends_of_another_for_the_same_library()
    {
        using var sdk = new FakeImSdk(Keep);
        using var other = new ImSdkLibrary(sdk.Exports);
        var send = other.SendAsync(Sends.To("a"));
        await Sends.Until(() => requests.Count == 1);
        sdk.Library.Uninit();
        await Assert.ThrowsAsync<TimException>(() => send);
    }

    [Fact]
    public async Task Uninit_that_fails_ends_nothing()
    {
        using var sdk = new FakeImSdk(Keep) { OnUninit = () => -4 };
        var send = sdk.Library.SendAsync(Sends.To("a"));
        await Sends.Until(() => requests.Count == 1);
        Assert.Equal(TIMResult.ErrParam, sdk.Library.Uninit());
        requests[0].Answer(0, "a");
        Assert.Single(await send);
    }

    [Fact]
    public async Task A_send_after_uninit_asks_the_library_anew()
    {
        using var sdk = new FakeImSdk(request =>
        {
            request.Answer(6013, request.Identifiers);
            return 0;
        });
        sdk.Library.Uninit();
        Assert.Equal(6013, Assert.Single(await sdk.Library.SendAsync(Sends.To("a"))).Code);
    }

    [Fact]
    public async Task Dispose_ends_the_sends_that_are_pending_with_an_error()
    {
        using var sdk = new FakeImSdk(Keep);
        var send = sdk.Library.SendAsync(Sends.To("a", "b"));
        await Sends.Until(() => requests.Count == 1);
        requests[0].Answer(0, "a");
        sdk.Library.Dispose();
        AssertEnded(await Assert.ThrowsAsync<TimException>(() => send), "disposed");
        requests[0].Answer(0, "b");
    }

    [Fact]
    public async Task A_send_after_dispose_is_refused_without_asking_the_library()
    {
        using var sdk = new FakeImSdk(Keep);
        sdk.Library.Dispose();
        var thrown = await Assert.ThrowsAsync<TimException>(() => sdk.Library.SendAsync(Sends.To("a")));
        Assert.Equal((int)TIMResult.ErrSdkUninit, thrown.Code);
        Assert.Equal(["a"], thrown.Refused);
        Assert.Empty(requests);
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public void Dispose_uninitialises_what_was_initialised_here_and_nothing_else()
    {
        var uninits = 0;
        using var sdk = new FakeImSdk { OnUninit = () => uninits++ };
        new ImSdkLibrary(sdk.Exports).Dispose();
        Assert.Equal(0, uninits);
        sdk.Library.Init(1);
        sdk.Library.Dispose();
        sdk.Library.Dispose();
        Assert.Equal(1, uninits);
    }

    private static void AssertEnded(TimException thrown, string reason)
    {
        Assert.Equal(TimErrorCodes.Interrupted, thrown.Code);
        Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
        Assert.Equal((2, 1), (thrown.Attempted, thrown.Answered));
        Assert.Equal(["b"], thrown.Unanswered);
        Assert.Empty(thrown.Refused);
    }
}
