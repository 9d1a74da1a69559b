namespace RxTim.Emulator.Tests;

public class CallerTests
{
    private static readonly string Body = RawClient.Body("""["alice"]""");

    [Theory]
    [InlineData("identifier=administrator&usersig={0}&random=1&contenttype=json", 60012)]
    [InlineData("sdkappid=x&identifier=administrator&usersig={0}&random=1&contenttype=json", 60006)]
    [InlineData("sdkappid=1400000002&identifier=administrator&usersig={0}&random=1&contenttype=json", 70020)]
    [InlineData("sdkappid=1400000001&usersig={0}&random=1&contenttype=json", 60004)]
    [InlineData("sdkappid=1400000001&identifier=administrator&random=1&contenttype=json", 70002)]
    [InlineData("sdkappid=1400000001&identifier=administrator&usersig=abc&random=1&contenttype=json", 70003)]
    [InlineData("sdkappid=1400000001&identifier=administrator&usersig={0}&contenttype=json", 60002)]
    [InlineData("sdkappid=1400000001&identifier=administrator&usersig={0}&random=4294967296&contenttype=json", 60002)]
    [InlineData("sdkappid=1400000001&identifier=administrator&usersig={0}&random=1&contenttype=xml", 60002)]
    [InlineData("sdkappid=1400000001&identifier=administrator&usersig={0}&random=1", 60002)]
    public async Task A_query_that_is_wrong_is_refused_with_its_code(string query, int code)
    {
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { Strict = true });

        Assert.Equal(code, await running.Client.CodeAsync(RawClient.BatchSend, Body, query.Replace("{0}", running.Client.Sig)));
        Assert.Equal(0, running.Server.Emulator.MessagesStored);
    }

    [Fact]
    public async Task A_UserSig_that_proves_nothing_is_refused_with_its_code()
    {
        await using var running = await RunningServer.StartAsync();
        var old = TimeProvider.System.GetUtcNow().AddHours(-2);

        Assert.Equal(70001, await CodeAsync(RawClient.UserSigOf("administrator", now: old)));
        Assert.Equal(70003, await CodeAsync(RawClient.UserSigOf("administrator")[..60]));
        Assert.Equal(70005, await CodeAsync(new string('a', 5_000)));
        Assert.Equal(70009, await CodeAsync(RawClient.UserSigOf("administrator", secret: "guessed")));
        Assert.Equal(70013, await CodeAsync(RawClient.UserSigOf("alice")));
        Assert.Equal(70014, await CodeAsync(RawClient.UserSigOf("administrator", app: 1)));

        Task<int> CodeAsync(string sig) => running.Client.CodeAsync(
            RawClient.BatchSend, Body, $"sdkappid={RawClient.App}&identifier=administrator&usersig={sig}&random=1&contenttype=json");
    }

    [Theory]
    [InlineData("v4/openim/batchsendmsg", 90009)]
    [InlineData("v4/openim/sendmsg", 90009)]
    [InlineData("v4/openim/importmsg", 90009)]
    [InlineData("v4/openim/admin_msgwithdraw", 90009)]
    [InlineData("v4/openim/admin_set_msg_read", 90009)]
    [InlineData("v4/openim/get_c2c_unread_msg_num", 90009)]
    [InlineData("v4/openim/query_online_status", 90009)]
    [InlineData("v4/openim/querystate", 90009)]
    [InlineData("v4/im_open_login_svc/kick", 70403)]
    [InlineData("v4/openim/admin_getroammsg", 60010)]
    [InlineData("v4/im_open_login_svc/account_import", 70403)]
    [InlineData("v4/im_open_login_svc/multiaccount_import", 70403)]
    [InlineData("v4/im_open_login_svc/account_check", 70403)]
    [InlineData("v4/im_open_login_svc/account_delete", 70403)]
    public async Task Who_is_no_administrator_may_not_call(string path, int code)
    {
        await using var running = await RunningServer.StartAsync();
        running.Client.Sig = RawClient.UserSigOf("alice");

        Assert.Equal(code, await running.Client.CodeAsync(path, Body, running.Client.Query("alice")));
    }

    [Fact]
    public async Task An_address_that_names_no_call_is_60009_and_another_method_60002()
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal(60009, await running.Client.CodeAsync("v4/openim/nothing", Body));
        Assert.Equal(60002, (await running.Client.GetAsync(RawClient.BatchSend)).GetProperty("ErrorCode").GetInt32());
        Assert.Equal(60009, (await running.Client.GetAsync("nothing")).GetProperty("ErrorCode").GetInt32());
    }

    [Fact]
    public void Options_never_show_the_secret_key() =>
        Assert.DoesNotContain(RawClient.Secret, RunningServer.Options.ToString());
}
