using System.Text.Json;

namespace RxTim.ImSdk.Tests;

/// <summary>Messages are taken back through TIMMsgRevoke, over a managed function table.</summary>
public class WithdrawTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_looked_up_by_its_key_and_revoked_with_the_JSON_that_the_library_gave()
    {
        var (found, revoked) = (new List<string>(), new List<string>());
        using var sdk = new FakeImSdk();
        sdk.OnFind = (conversation, request) =>
        {
            found.Add($"{conversation} {request.Json}");
            request.CallBack(0, "", """[ {"message_seq":7, "message_unknown":"ü"} ]""");
            return 0;
        };
        sdk.OnRevoke = (conversation, request) =>
        {
            revoked.Add($"{conversation} {request.Json}");
            request.CallBack(0, "", "");
            return 0;
        };

        await sdk.Library.Withdrawal.WithdrawAsync("用户", "1_18446744073709551615_3", Cancellation);

        Assert.Equal(
            """用户/1 [{"message_locator_is_revoked":false,"message_locator_time":3,"message_locator_seq":1,"message_locator_is_self":true,"message_locator_rand":18446744073709551615}]""",
            Assert.Single(found));
        Assert.Equal("""用户/1 {"message_seq":7, "message_unknown":"ü"}""", Assert.Single(revoked));
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task One_that_was_taken_back_before_is_taken_back_and_one_that_is_not_there_fails_with_20022()
    {
        using var sdk = new FakeImSdk();
        sdk.OnFind = (conversation, request) =>
        {
            using var locator = JsonDocument.Parse(request.Json);
            var isThere = conversation == "back/1" && locator.RootElement[0].GetProperty("message_locator_is_revoked").GetBoolean();
            request.CallBack(0, "", isThere ? "[{}]" : "[]");
            return 0;
        };
        sdk.OnRevoke = (_, _) => throw new InvalidOperationException("asked");

        await sdk.Library.Withdrawal.WithdrawAsync("back", "1_2_3", Cancellation);
        Assert.Equal(TimErrorCodes.MessageNotFound, (await FailsAsync(sdk, "gone")).Code);
    }

    [Theory]
    [InlineData(20016)]
    [InlineData(6014)]
    [InlineData(10007)]
    public async Task What_the_backend_refuses_has_its_code(int code)
    {
        using var sdk = Finding();
        sdk.OnRevoke = (_, request) =>
        {
            request.CallBack(code, "why", "");
            return 0;
        };
        var failed = await FailsAsync(sdk, "user");
        Assert.Equal(code, failed.Code);
        Assert.Contains("why", failed.Message, StringComparison.Ordinal);
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task One_that_is_taken_back_between_the_look_up_and_the_withdrawal_is_taken_back()
    {
        using var sdk = Finding();
        sdk.OnRevoke = (_, request) =>
        {
            request.CallBack(TimErrorCodes.MessageWithdrawn, "already", "");
            return 0;
        };
        await sdk.Library.Withdrawal.WithdrawAsync("user", "1_2_3", Cancellation);
    }

    [Fact]
    public async Task What_a_function_returns_is_the_code()
    {
        using var sdk = Finding();
        sdk.OnRevoke = (_, _) => -2;
        Assert.Equal((int)TIMResult.ErrNotLogin, (await FailsAsync(sdk, "user")).Code);
        sdk.OnFind = (_, _) => -1;
        Assert.Equal((int)TIMResult.ErrSdkUninit, (await FailsAsync(sdk, "user")).Code);
        await sdk.Library.NothingPendingAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{")]
    [InlineData(null)]
    public async Task S14_An_answer_that_cannot_be_read_is_an_error_with_a_code(string? answer)
    {
        using var sdk = new FakeImSdk();
        sdk.OnFind = (_, request) =>
        {
            request.CallBack(0, "", answer);
            return 0;
        };
        Assert.Equal(TimErrorCodes.ParseResponseFailed, (await FailsAsync(sdk, "user")).Code);
    }

    [Theory]
    [InlineData("user", "1_2", TimErrorCodes.MsgKeyInvalid)]
    [InlineData("user", "1_2_x", TimErrorCodes.MsgKeyInvalid)]
    [InlineData("user", "-1_2_3", TimErrorCodes.MsgKeyInvalid)]
    public async Task What_no_message_can_have_is_refused_and_the_library_is_not_asked(string identifier, string key, int code)
    {
        using var sdk = new FakeImSdk { OnFind = (_, _) => throw new InvalidOperationException("asked") };
        var failed = await Assert.ThrowsAsync<TimException>(() => sdk.Library.Withdrawal.WithdrawAsync(identifier, key, Cancellation));
        Assert.Equal(code, failed.Code);
        Assert.False(TimErrorCodes.IsUnknownOutcome(code));
    }

    [Fact]
    public async Task A_name_that_UTF_8_text_of_C_cannot_hold_is_refused_and_the_library_is_not_asked()
    {
        using var sdk = new FakeImSdk { OnFind = (_, _) => throw new InvalidOperationException("asked") };
        foreach (var name in (string[])["zero \0", "half \ud83d"])
            Assert.Equal((int)TIMResult.ErrParam, (await FailsAsync(sdk, name)).Code);
    }

    [Fact]
    public async Task A_library_that_lacks_the_functions_says_so()
    {
        using var sdk = new FakeImSdk();
        using var old = new ImSdkLibrary(sdk.WithoutRevoke);
        Assert.Equal(TimErrorCodes.InterfaceNotSupported, (await Assert.ThrowsAsync<TimException>(
            () => old.Withdrawal.WithdrawAsync("user", "1_2_3", Cancellation))).Code);
    }

    [Fact]
    public async Task S18_An_end_of_the_library_meanwhile_leaves_it_unknown()
    {
        using var sdk = Finding();
        var asked = new TaskCompletionSource();
        sdk.OnRevoke = (_, _) =>
        {
            asked.SetResult();
            return 0;
        };
        var running = sdk.Library.Withdrawal.WithdrawAsync("user", "1_2_3", Cancellation);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        sdk.Library.Dispose();
        Assert.True(TimErrorCodes.IsUnknownOutcome((await Assert.ThrowsAsync<TimException>(() => running)).Code));
        Assert.Equal((int)TIMResult.ErrSdkUninit, (await FailsAsync(sdk, "user")).Code);
    }

    [Fact]
    public async Task S7_A_cancelled_one_ends_at_once_and_its_callback_is_ignored()
    {
        FakeRequest? seen = null;
        using var sdk = new FakeImSdk();
        sdk.OnFind = (_, request) => (seen = request) is null ? 1 : 0;
        using var cancellation = new CancellationTokenSource();
        var running = sdk.Library.Withdrawal.WithdrawAsync("user", "1_2_3", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await sdk.Library.NothingPendingAsync();
        seen!.CallBack(0, "", "[{}]");
    }

    [Fact]
    public async Task The_results_of_a_send_are_taken_back_as_a_stream()
    {
        using var sdk = Finding();
        sdk.OnRevoke = (conversation, request) =>
        {
            request.CallBack(conversation == "u2/1" ? 20016 : 0, "too late", "");
            return 0;
        };
        var sent = Enumerable.Range(0, 5).Select(static i => new MsgBatchSendResult($"u{i}", 0) { MsgKey = $"{i}_2_3", Ordinal = i });
        var codes = new Dictionary<string, int>();
        await foreach (var result in sent.ToAsyncEnumerable().Withdraw(sdk.Library.Withdrawal).WithCancellation(Cancellation))
            codes.Add(result.Identifier, result.Code);
        Assert.Equal([0, 0, 20016, 0, 0], codes.OrderBy(static one => one.Key).Select(static one => one.Value));
    }

    private static FakeImSdk Finding()
    {
        var sdk = new FakeImSdk();
        sdk.OnFind = (_, request) =>
        {
            request.CallBack(0, "", """[{"message_seq":1}]""");
            return 0;
        };
        return sdk;
    }

    private static Task<TimException> FailsAsync(FakeImSdk sdk, string identifier) =>
        Assert.ThrowsAsync<TimException>(() => sdk.Library.Withdrawal.WithdrawAsync(identifier, "1_2_3", Cancellation));
}
