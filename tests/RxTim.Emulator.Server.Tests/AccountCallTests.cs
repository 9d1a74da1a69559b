using System.Text.Json;

namespace RxTim.Emulator.Tests;

public class AccountCallTests
{
    private const string Service = "v4/im_open_login_svc/";

    [Fact]
    public async Task Strict_accounts_exist_once_they_are_imported_and_until_they_are_deleted()
    {
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { StrictAccounts = true });
        var client = running.Client;

        Assert.Equal(70107, await client.CodeAsync(RawClient.BatchSend, RawClient.Body("""["alice"]""")));
        Assert.Equal(90012, await client.CodeAsync("v4/openim/sendmsg", RawClient.Body("\"alice\"")));
        Assert.Equal(90008, await client.CodeAsync(RawClient.BatchSend, RawClient.Body("""["alice"]""", ",\"From_Account\":\"bob\"")));
        Assert.Equal("NotImported", await StatusAsync(client, "alice"));

        Assert.Equal(0, await client.CodeAsync(Service + "account_import", """{"UserID":"alice","Nick":"A","FaceUrl":"http://x"}"""));
        Assert.Equal("Imported", await StatusAsync(client, "alice"));
        Assert.Equal(0, await client.CodeAsync(RawClient.BatchSend, RawClient.Body("""["alice"]""")));

        var deleted = await client.PostAsync(Service + "account_delete", """{"DeleteItem":[{"UserID":"alice"},{"UserID":"nobody"}]}""");
        Assert.Equal([0, 70107], deleted.GetProperty("ResultItem").EnumerateArray().Select(static item => item.GetProperty("ResultCode").GetInt32()));
        Assert.Equal("NotImported", await StatusAsync(client, "alice"));
    }

    [Fact]
    public async Task Every_account_exists_by_default_until_it_is_deleted()
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal("Imported", await StatusAsync(running.Client, "anybody"));
        await running.Client.PostAsync(Service + "account_delete", """{"DeleteItem":[{"UserID":"anybody"}]}""");
        Assert.Equal("NotImported", await StatusAsync(running.Client, "anybody"));
        await running.Client.PostAsync(Service + "account_import", """{"Identifier":"anybody"}""");
        Assert.Equal("Imported", await StatusAsync(running.Client, "anybody"));
    }

    [Theory]
    [InlineData("""{"Accounts":["a","b","this identifier is longer than 32 bytes"]}""")]
    [InlineData("""{"AccountList":[{"UserID":"a"},{"UserID":"b","Nick":"n"},{"UserID":"this identifier is longer than 32 bytes"}]}""")]
    public async Task Many_accounts_are_imported_and_those_that_cannot_be_are_named(string body)
    {
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { StrictAccounts = true });

        var answer = await running.Client.PostAsync(Service + "multiaccount_import", body);

        Assert.Equal("""["this identifier is longer than 32 bytes"]""", answer.GetProperty("FailAccounts").GetRawText());
        Assert.Equal("Imported", await StatusAsync(running.Client, "b"));
    }

    [Theory]
    [InlineData("account_import", "{}")]
    [InlineData("account_import", """{"UserID":1}""")]
    [InlineData("account_import", """{"UserID":"this identifier is longer than 32 bytes"}""")]
    [InlineData("account_import", """{"UserID":"naïve"}""")]
    [InlineData("account_import", """{"UserID":"a","Nick":1}""")]
    [InlineData("multiaccount_import", "{}")]
    [InlineData("multiaccount_import", """{"Accounts":[]}""")]
    [InlineData("multiaccount_import", """{"Accounts":[1]}""")]
    [InlineData("multiaccount_import", """{"AccountList":["a"]}""")]
    [InlineData("account_check", """{"CheckItem":"a"}""")]
    [InlineData("account_check", """{"CheckItem":[{}]}""")]
    [InlineData("account_delete", """{"DeleteItem":[null]}""")]
    public async Task A_parameter_that_is_wrong_is_70402(string call, string body)
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal(70402, await running.Client.CodeAsync(Service + call, body));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("naïve", false)]
    [InlineData("tab\\t", false)]
    [InlineData("123456789012345678901234567890123", false)]
    [InlineData("12345678901234567890123456789012", true)]
    [InlineData("a b", true)]
    public async Task One_import_and_many_judge_names_alike(string name, bool isTaken)
    {
        await using var running = await RunningServer.StartAsync();

        var one = await running.Client.CodeAsync(Service + "account_import", $$"""{"UserID":"{{name}}"}""");
        var listed = await running.Client.PostAsync(Service + "multiaccount_import", $$"""{"AccountList":[{"UserID":"{{name}}"}]}""");
        var named = await running.Client.PostAsync(Service + "multiaccount_import", $$"""{"Accounts":["{{name}}"]}""");

        Assert.Equal(isTaken ? 0 : 70402, one);
        Assert.Equal(isTaken ? 0 : 1, listed.GetProperty("FailAccounts").GetArrayLength());
        Assert.Equal(isTaken ? 0 : 1, named.GetProperty("FailAccounts").GetArrayLength());
    }

    [Fact]
    public async Task More_than_100_accounts_are_refused()
    {
        await using var running = await RunningServer.StartAsync();
        var accounts = string.Join(',', Enumerable.Range(0, 101).Select(static number => $"\"{number}\""));

        Assert.Equal(70402, await running.Client.CodeAsync(Service + "multiaccount_import", $$"""{"Accounts":[{{accounts}}]}"""));
    }

    private static async Task<string?> StatusAsync(RawClient client, string identifier)
    {
        var answer = await client.PostAsync(Service + "account_check", $$"""{"CheckItem":[{"UserID":"{{identifier}}"}]}""");
        return Assert.Single(answer.GetProperty("ResultItem").EnumerateArray()).GetProperty("AccountStatus").GetString();
    }
}
