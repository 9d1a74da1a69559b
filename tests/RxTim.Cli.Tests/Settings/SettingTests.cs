using System.Text.Json;
using RxTim.Rest;

namespace RxTim.Cli.Tests;

/// <summary>What the environment sets.</summary>
public sealed class SettingTests
{
    private const string Key = "a-secret-key";

    // The secret itself is read from the real environment.
    public SettingTests() => Environment.SetEnvironmentVariable("RXTIM_SECRET", Key);

    private static Dictionary<string, string> All => new()
    {
        ["RXTIM_REST"] = "http://127.0.0.1:9",
        ["RXTIM_SDK_APP_ID"] = "1400000000",
        ["RXTIM_ADMIN"] = "admin",
        ["RXTIM_FROM"] = "news",
        ["RXTIM_SECRET"] = Key,
    };

    [Fact]
    public async Task Rest_without_an_address_takes_all_from_the_environment() =>
        Assert.Equal("news", await SenderAsync(new Cli { Settings = All }, "--rest"));

    [Fact]
    public async Task An_option_goes_before_its_variable() =>
        Assert.Equal("me", await SenderAsync(new Cli { Settings = All }, "--rest", "--from", "me"));

    [Fact]
    public async Task A_send_goes_nowhere_because_of_a_variable_alone()
    {
        var result = await new Cli { Settings = All }.RunAsync("send", "--to", "alice", "--text", "hello");

        // The embedded backend has it; nobody listens at the address.
        Assert.Equal([("alice", 0)], result.Results);
    }

    [Theory]
    [InlineData("RXTIM_REST", "--rest (or RXTIM_REST)")]
    [InlineData("RXTIM_SDK_APP_ID", "--sdk-app-id (or RXTIM_SDK_APP_ID)")]
    [InlineData("RXTIM_ADMIN", "--admin (or RXTIM_ADMIN)")]
    [InlineData("RXTIM_SECRET", "--secret-env (or RXTIM_SECRET)")]
    public async Task What_is_missing_is_named_with_both_its_names(string variable, string words)
    {
        var settings = All;
        settings[variable] = "";

        (await new Cli { Settings = settings }.RunAsync("send", "--to", "alice", "--text", "hello", "--rest")).IsRefused(words);
    }

    [Theory]
    [InlineData("RXTIM_REST", "localhost")]
    [InlineData("RXTIM_SDK_APP_ID", "many")]
    [InlineData("RXTIM_ADMIN", "ädmin")]
    [InlineData("RXTIM_FROM", "sénder")]
    public async Task A_wrong_value_is_blamed_on_its_variable(string variable, string value)
    {
        var settings = All;
        settings[variable] = value;

        var cli = new Cli { Settings = settings };
        (await cli.RunAsync("send", "--to", "alice", "--text", "hello", "--rest")).IsRefused($"rxtim: {variable}: ");
    }

    [Fact]
    public async Task A_UserSig_is_made_for_the_app_of_the_environment()
    {
        var result = await new Cli { Settings = All }.RunAsync("usersig", "--identifier", "bob");

        Assert.Equal(0, result.ExitCode);
        Assert.True(UserSig.Verify(result.Output.Trim(), 1400000000, Key, "bob", DateTimeOffset.UtcNow).IsValid);
    }

    private static async Task<string?> SenderAsync(Cli cli, params string[] options)
    {
        var result = await cli.RunAsync(["send", "--to", "alice", "--text", "hello", "--dry-run", .. options]);
        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        return json.RootElement.GetProperty("From_Account").GetString();
    }
}
