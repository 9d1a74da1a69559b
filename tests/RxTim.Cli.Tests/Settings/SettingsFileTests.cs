using System.Text.Json;
using RxTim.Rest;

namespace RxTim.Cli.Tests;

/// <summary>What the settings file sets, for the commands that use it.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private const string Key = "a-secret-key";

    private const string All = """
        # Where the shop's messages go.
        rest = http://127.0.0.1:9

        sdk-app-id=1400000000
          admin = admin
        from = news
        secret-env = RXTIM_TEST_FILE_SECRET
        """;

    private readonly TempFolder folder = new();

    public SettingsFileTests() => Environment.SetEnvironmentVariable("RXTIM_TEST_FILE_SECRET", Key);

    [Fact]
    public async Task Rest_without_an_address_takes_all_from_the_file() => Assert.Equal("news", await SenderAsync(All, []));

    [Fact]
    public async Task A_variable_goes_before_the_file() =>
        Assert.Equal("shop", await SenderAsync(All, new() { ["RXTIM_FROM"] = "shop" }));

    [Fact]
    public async Task An_option_goes_before_both() =>
        Assert.Equal("me", await SenderAsync(All, new() { ["RXTIM_FROM"] = "shop" }, "--from", "me"));

    [Fact]
    public async Task An_empty_variable_hides_nothing() =>
        Assert.Equal("news", await SenderAsync(All, new() { ["RXTIM_FROM"] = "" }));

    [Fact]
    public async Task A_byte_order_mark_and_ends_of_lines_of_Windows_are_no_part_of_a_setting() =>
        Assert.Equal("news", await SenderAsync("\uFEFF" + All.ReplaceLineEndings("\r\n"), []));

    [Fact]
    public async Task A_send_goes_nowhere_because_of_the_file_alone()
    {
        var result = await Cli(All).RunAsync("send", "--to", "alice", "--text", "hello");

        // The embedded backend has it; nobody listens at the address.
        Assert.Equal([("alice", 0)], result.Results);
    }

    [Fact]
    public async Task A_send_that_needs_no_settings_is_not_stopped_by_a_broken_file()
    {
        var result = await Cli("nonsense").RunAsync("send", "--to", "alice", "--text", "hello");
        Assert.Equal([("alice", 0)], result.Results);
    }

    [Fact]
    public async Task A_UserSig_is_made_for_the_app_of_the_file()
    {
        var result = await Cli(All).RunAsync("usersig", "--identifier", "bob");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.True(UserSig.Verify(result.Output.Trim(), 1400000000, Key, "bob", DateTimeOffset.UtcNow).IsValid);
    }

    [Theory]
    [InlineData("resume", "rate", "rxtim: FILE, line 8: rate: ")]
    [InlineData("withdraw", "rate", "rxtim: FILE, line 8: rate: ")]
    [InlineData("send", "recipients-per-minute", "rxtim: FILE, line 8: recipients-per-minute: ")]
    public async Task Every_command_that_is_paced_reads_the_pace_of_the_file(string command, string setting, string words)
    {
        string[] args = command == "send" ? ["--to", "alice", "--text", "hello"] : ["nowhere.journal"];
        var result = await Cli($"{All}\n{setting} = fast").RunAsync([command, .. args, "--rest"]);
        result.IsRefused(words.Replace("FILE", folder.PathOf("config"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rest = localhost", 1)]
    [InlineData("rest = http://127.0.0.1:9\nsdk-app-id = many", 2)]
    [InlineData("rest = http://127.0.0.1:9\nsdk-app-id = 1\n\nadmin = ädmin", 4)]
    [InlineData("rest = http://127.0.0.1:9\nsdk-app-id = 1\nadmin = a\nfrom = sénder", 4)]
    [InlineData("# one\nrest https://console.tim.qq.com", 2)]
    [InlineData("rest =", 1)]
    [InlineData("rest = http://127.0.0.1:9\nrate = 1\nrest = http://127.0.0.1:10", 3)]
    [InlineData("rest = http://127.0.0.1:9\nratte = 1", 2)]
    [InlineData("\n\nsecret-env = 5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e", 3)]
    public async Task A_broken_line_is_named_with_its_number(string text, int line)
    {
        // All that is needed is there, so that nothing but the line is wrong.
        string[] needed = ["rest = http://127.0.0.1:9", "sdk-app-id = 1", "admin = a", "secret-env = RXTIM_TEST_FILE_SECRET"];
        var others = needed.Where(other => !text.Contains($"{other.Split('=')[0]}=", StringComparison.Ordinal));
        var result = await Cli(string.Join('\n', [text, .. others])).RunAsync("send", "--to", "alice", "--text", "hello", "--rest");
        result.IsRefused($"rxtim: {folder.PathOf("config")}, line {line}: ");
    }

    [Theory]
    [InlineData("secret = hunter2hunter2")]
    [InlineData("secret-key: hunter2hunter2")]
    [InlineData("user-sig hunter2hunter2")]
    [InlineData("Password = hunter2hunter2")]
    public async Task A_secret_in_the_file_is_refused_and_not_repeated(string line)
    {
        var result = await Cli($"{All}\n{line}").RunAsync("send", "--to", "alice", "--text", "hello", "--rest");
        result.IsRefused(", line 8: a secret is never kept in this file", "Remove the line", "RXTIM_SECRET", "--secret-env");
        Assert.DoesNotContain("hunter2hunter2", result.Error);
    }

    [Fact]
    public async Task What_is_not_UTF_8_is_named_with_its_line()
    {
        var path = folder.Write("config", [.. "rate = 1\nfrom = "u8, 0xE9, (byte)'\n']);
        (await new Cli { SettingsFile = path }.RunAsync("config")).IsRefused($"{path}, line 2: byte 0xE9 is not UTF-8", "Save the file as UTF-8");
    }

    [Fact]
    public async Task What_is_too_long_holds_no_settings()
    {
        var path = folder.Write("config", new byte[64 * 1024 + 1]);
        (await new Cli { SettingsFile = path }.RunAsync("config")).IsRefused(path, "is longer than 65,536 bytes");
    }

    [Fact]
    public async Task What_is_no_file_holds_no_settings() =>
        (await new Cli { SettingsFile = folder.PathOf("") }.RunAsync("config")).IsRefused(folder.PathOf(""), "is no regular file", "RXTIM_CONFIG");

    [Fact]
    public async Task A_variable_of_the_file_that_is_not_set_is_blamed_on_the_file()
    {
        var text = All.Replace("RXTIM_TEST_FILE_SECRET", "RXTIM_NOT_SET", StringComparison.Ordinal);
        var result = await Cli(text).RunAsync("send", "--to", "alice", "--text", "hello", "--rest");
        result.IsRefused($"rxtim: {folder.PathOf("config")}, line 7: secret-env: the environment variable \"RXTIM_NOT_SET\" is not set");
    }

    public void Dispose() => folder.Dispose();

    private Cli Cli(string text, Dictionary<string, string>? variables = null) =>
        new() { SettingsFile = folder.Write("config", text), Settings = variables ?? [] };

    private async Task<string?> SenderAsync(string text, Dictionary<string, string> variables, params string[] options)
    {
        var result = await Cli(text, variables).RunAsync(["send", "--to", "alice", "--text", "hello", "--dry-run", "--rest", .. options]);
        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        return json.RootElement.GetProperty("From_Account").GetString();
    }
}
