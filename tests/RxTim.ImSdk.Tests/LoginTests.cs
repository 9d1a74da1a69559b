namespace RxTim.ImSdk.Tests;

/// <summary>Init, login and logout, over a managed function table.</summary>
public class LoginTests
{
    [Fact]
    public void Init_passes_the_app_s_number_and_its_paths_in_UTF_8()
    {
        var seen = (App: 0UL, Json: "");
        using var sdk = new FakeImSdk { OnInit = (app, json) => (seen = (app, json)).App == 0 ? 1 : 0 };
        Assert.Equal(TIMResult.Succ, sdk.Library.Init(ulong.MaxValue, "配置", "日志"));
        var (app, json) = seen;
        Assert.Equal(ulong.MaxValue, app);
        using var config = System.Text.Json.JsonDocument.Parse(json);
        Assert.Equal("配置", config.RootElement.GetProperty("sdk_config_config_file_path").GetString());
        Assert.Equal("日志", config.RootElement.GetProperty("sdk_config_log_file_path").GetString());
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Before_init_the_log_is_kept_off_the_console_unless_it_is_wanted_there(bool wanted)
    {
        using var sdk = new FakeImSdk();
        sdk.OnInit = (_, _) => sdk.Configs.Count == 1 ? 0 : -1;
        Assert.Equal(TIMResult.Succ, sdk.Library.Init(1, logToConsole: wanted));
        Assert.Equal($$"""{"set_config_is_log_output_console":{{(wanted ? "true" : "false")}}}""", Assert.Single(sdk.Configs));
    }

    [Fact]
    public void What_the_library_says_is_passed_on()
    {
        using var sdk = new FakeImSdk { Status = TIMLoginStatus.LoggingOut, OnInit = (_, json) => json == "{}" ? -3 : 0 };
        Assert.Equal("8.0.1 ü", sdk.Library.Version);
        Assert.Equal(TIMLoginStatus.LoggingOut, sdk.Library.LoginStatus);
        Assert.Equal(TIMResult.ErrJson, sdk.Library.Init(1));
    }

    [Fact]
    public async Task A_login_ends_with_its_callback()
    {
        FakeRequest? seen = null;
        using var sdk = new FakeImSdk { OnLogin = request => (seen = request) is null ? 1 : 0 };
        var login = sdk.Library.LoginAsync("用户", "sig", TestContext.Current.CancellationToken);
        Assert.False(login.IsCompleted);
        Assert.Equal("用户 sig", seen!.Json);
        seen.CallBack(0, "", "");
        await login;
        await sdk.Library.NothingPendingAsync();
        seen.CallBack(6206, "again", "");
    }

    [Fact]
    public async Task A_login_may_be_answered_inside_the_call()
    {
        using var sdk = new FakeImSdk
        {
            OnLogin = request =>
            {
                request.CallBack(0, null, null);
                return 0;
            },
        };
        await sdk.Library.LoginAsync("user", "sig", TestContext.Current.CancellationToken);
        await sdk.Library.LogoutAsync(TestContext.Current.CancellationToken);
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task A_login_fails_with_the_callback_s_code()
    {
        using var sdk = new FakeImSdk
        {
            OnLogin = request =>
            {
                request.CallBack(6206, "expired", "");
                return 0;
            },
        };
        var thrown = await Assert.ThrowsAsync<TimException>(() => sdk.Library.LoginAsync("user", "sig", TestContext.Current.CancellationToken));
        Assert.Equal(6206, thrown.Code);
        Assert.Contains("expired", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_fails_with_what_the_function_returns()
    {
        using var sdk = new FakeImSdk { OnLogin = _ => -4 };
        var thrown = await Assert.ThrowsAsync<TimException>(() => sdk.Library.LoginAsync("", "", TestContext.Current.CancellationToken));
        Assert.Equal((int)TIMResult.ErrParam, thrown.Code);
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task A_cancelled_login_is_forgotten()
    {
        FakeRequest? seen = null;
        using var sdk = new FakeImSdk { OnLogin = request => (seen = request) is null ? 1 : 0 };
        using var cancellation = new CancellationTokenSource();
        var login = sdk.Library.LoginAsync("user", "sig", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => login);
        await sdk.Library.NothingPendingAsync();
        seen!.CallBack(0, "", "");
    }

    [Fact]
    public async Task A_login_with_a_cancelled_token_does_not_ask_the_library()
    {
        using var sdk = new FakeImSdk { OnLogin = _ => throw new InvalidOperationException("asked") };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sdk.Library.LoginAsync("user", "sig", new CancellationToken(true)));
    }

    [Fact]
    public async Task A_name_that_UTF_8_text_of_C_cannot_hold_is_refused()
    {
        using var sdk = new FakeImSdk();
        foreach (var name in (string[])["zero \0", "half \ud83d", null!])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => sdk.Library.LoginAsync(name, "sig", TestContext.Current.CancellationToken));
            await Assert.ThrowsAnyAsync<ArgumentException>(() => sdk.Library.LoginAsync("user", name, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Uninit_and_dispose_end_a_login_that_is_pending()
    {
        using var sdk = new FakeImSdk();
        var first = sdk.Library.LoginAsync("user", "sig", TestContext.Current.CancellationToken);
        sdk.Library.Uninit();
        Assert.Equal(TimErrorCodes.Interrupted, (await Assert.ThrowsAsync<TimException>(() => first)).Code);
        var second = sdk.Library.LogoutAsync(TestContext.Current.CancellationToken);
        sdk.Library.Dispose();
        Assert.Equal(TimErrorCodes.Interrupted, (await Assert.ThrowsAsync<TimException>(() => second)).Code);
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_library_after_dispose()
    {
        using var sdk = new FakeImSdk();
        sdk.Library.Dispose();
        Assert.Throws<ObjectDisposedException>(() => sdk.Library.Init(1));
        Assert.Throws<ObjectDisposedException>(() => sdk.Library.Uninit());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sdk.Library.LoginAsync("user", "sig", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sdk.Library.LogoutAsync(TestContext.Current.CancellationToken));
        await sdk.Library.NothingPendingAsync();
    }
}
