namespace RxTim.ImSdk.Tests;

/// <summary>What the native library may do with its callback, over a managed function table.</summary>
public class CallbackTests
{
    [Fact]
    public async Task S2_All_are_sent()
    {
        using var sdk = new FakeImSdk(request =>
        {
            request.Answer(0, request.Identifiers);
            return 0;
        });
        var results = await sdk.Library.SendAsync(Sends.To(1_000));
        Assert.Equal(Sends.To(1_000).Identifiers.Order(), results.Select(result => result.Identifier).Order());
        Assert.All(results, result => Assert.True(result.IsSuccess));
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task S5_Some_failed_whatever_the_callback_s_own_code_says()
    {
        using var sdk = new FakeImSdk(request =>
        {
            request.Answer(0, "a", "c");
            request.Answer(20003, "b");
            return 0;
        });
        var results = await sdk.Library.SendAsync(Sends.To("a", "b", "c"));
        Assert.Equal([("a", 0), ("b", 20003), ("c", 0)], results.OrderBy(result => result.Identifier).Select(result => (result.Identifier, result.Code)));
        Assert.Equal("failed for b", results.Single(result => result.Code != 0).Desc);
    }

    [Fact]
    public async Task S2_A_call_may_be_answered_in_several_callbacks()
    {
        using var sdk = new FakeImSdk(request =>
        {
            _ = Task.Run(async () =>
            {
                foreach (var identifier in request.Identifiers)
                {
                    request.Answer(0, identifier);
                    await Task.Yield();
                }
            });
            return 0;
        });
        Assert.Equal(30, (await sdk.Library.SendAsync(Sends.To(30))).Count);
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task S4_Callbacks_may_come_on_eight_threads_at_once()
    {
        using var sdk = new FakeImSdk(request =>
        {
            foreach (var share in request.Identifiers.Chunk((request.Identifiers.Length + 7) / 8))
                new Thread(() => request.Answer(0, share)).Start();
            return 0;
        });
        var results = await sdk.Library.SendAsync(Sends.To(4_000));
        Assert.Equal(4_000, results.DistinctBy(result => result.Identifier).Count());
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task S2_Doubled_and_unknown_entries_are_dropped()
    {
        using var sdk = new FakeImSdk(request =>
        {
            request.Answer(0, "a", "a", "who");
            request.Answer(1, "a", "b");
            request.Answer(2, "b");
            return 0;
        });
        var results = await sdk.Library.SendAsync(Sends.To("a", "b"));
        Assert.Equal([("a", 0), ("b", 1)], results.Select(result => (result.Identifier, result.Code)));
    }

    [Fact]
    public async Task A_callback_without_text_is_taken()
    {
        using var sdk = new FakeImSdk(request =>
        {
            request.CallBack(0, null, null);
            request.CallBack(9999, null, null);
            return 0;
        });
        var result = Assert.Single(await sdk.Library.SendAsync(Sends.To("a")));
        Assert.Equal(9999, result.Code);
    }

    [Fact]
    public async Task S14_Malformed_JSON_ends_in_unknown_results()
    {
        using var sdk = new FakeImSdk(request =>
        {
            request.CallBack(0, "", "[{\"msg_batch_send_result_code\":");
            return 0;
        });
        var result = Assert.Single(await sdk.Library.SendAsync(Sends.To("a")));
        Assert.Equal((TimErrorCodes.ParseResponseFailed, SendOutcome.Unknown), (result.Code, result.Outcome));
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task A_callback_twice_late_or_with_a_foreign_value_does_nothing()
    {
        var requests = new List<FakeRequest>();
        using var sdk = new FakeImSdk(request =>
        {
            requests.Add(request);
            request.Answer(0, request.Identifiers);
            return 0;
        });
        Assert.Single(await sdk.Library.SendAsync(Sends.To("a")));
        var request = Assert.Single(requests);
        request.Answer(1, "a");
        sdk.Library.Dispose();
        request.Answer(1, "a");
        foreach (nint foreign in (ReadOnlySpan<nint>)[0, 1, -1, nint.MaxValue, nint.MinValue, request.UserData + 1])
            request.CallBack(0, "", "[]", foreign);
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task S9_Text_passes_unchanged_both_ways()
    {
        const string Text = "quote \" backslash \\ tab\t zero \0 你好 😀 \ud83d\udc68\u200d\ud83d\udc69";
        FakeRequest? seen = null;
        using var sdk = new FakeImSdk(request =>
        {
            seen = request;
            request.Answer(7, request.Identifiers);
            return 0;
        });
        var result = Assert.Single(await sdk.Library.SendAsync(MsgBatchSendParam.Create(Message.Text(Text), "用户 😀")));
        Assert.Equal("用户 😀", result.Identifier);
        Assert.Equal("failed for 用户 😀", result.Desc);
        Assert.Equal(Text, Assert.IsType<TextElement>(MsgBatchSendParam.Parse(seen!.Json).Message.Elements![0]).Content);
    }

    [Fact]
    public async Task S5_A_call_that_the_library_refuses_at_once_gives_its_code_for_each_identifier()
    {
        using var sdk = new FakeImSdk(_ => (int)TIMResult.ErrJson);
        var results = await sdk.Library.SendAsync(Sends.To("a", "b"));
        Assert.Equal([-3, -3], results.Select(result => result.Code));
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task S5_Not_initialised_as_the_function_s_result_stops_the_send()
    {
        using var sdk = new FakeImSdk(_ => (int)TIMResult.ErrSdkUninit);
        var thrown = await Assert.ThrowsAsync<TimException>(() => sdk.Library.SendAsync(Sends.To("a")));
        Assert.Equal((int)TIMResult.ErrSdkUninit, thrown.Code);
        Assert.Equal(["a"], thrown.Refused);
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public void An_exception_in_a_callback_stays_out_of_native_code()
    {
        FakeRequest? seen = null;
        using var sdk = new FakeImSdk { OnLogin = request => (seen = request) is null ? 1 : 0 };
        var pending = new ThrowingRequest(sdk.Library);
        PendingRequests.Add(pending);
        _ = sdk.Library.LogoutAsync(TestContext.Current.CancellationToken);
        seen!.CallBack(0, "", "", pending.Id);
        PendingRequests.Remove(pending.Id);
        Assert.Equal("from the callback", pending.Failure?.Message);
    }

    private sealed class ThrowingRequest(ImSdkLibrary library) : PendingRequest(library, library.Exports)
    {
        public Exception? Failure { get; private set; }

        public override void OnCallback(int code, string? desc, ReadOnlySpan<byte> utf8Json) =>
            throw new InvalidOperationException("from the callback");

        public override void Fail(Exception exception) => Failure = exception;

        public override void Stop(int code, string desc)
        {
        }
    }
}
