using System.Text.Json;

namespace RxTim.Cli.Tests;

/// <summary><c>rxtim config</c> shows settings, and keeps them.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Place => folder.PathOf("config");

    public static bool IsUnix => !OperatingSystem.IsWindows();

    [Fact]
    public async Task It_shows_each_value_and_where_it_comes_from()
    {
        folder.Write("config", "# mine\nrest = https://console.tim.qq.com\nadmin = boss\nsecret-env = RXTIM_NOT_SET\n");
        var cli = new Cli { SettingsFile = Place, Settings = new() { ["RXTIM_RATE"] = "400" } };

        var result = await cli.RunAsync("config", "--sdk-app-id", "1400000000");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            $"""
            rest                   https://console.tim.qq.com  file, line 2
            sdk-app-id             1400000000                  option
            admin                  boss                        file, line 3
            from                   boss                        default
            rate                   400                         environment (RXTIM_RATE)
            recipients-per-minute  12000                       default
            secret-env             RXTIM_NOT_SET               file, line 4; the variable is not set
            node                   -                           not set
            token-env              -                           not set

            file: {Place}

            """.ReplaceLineEndings("\n"),
            result.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task It_shows_the_same_to_programs()
    {
        folder.Write("config", "rest = http://localhost:1\n");
        var cli = new Cli { SettingsFile = Place, Settings = new() { ["RXTIM_SECRET"] = "hunter2", ["RXTIM_TOKEN"] = "hunter2" } };

        var shown = Objects(await cli.RunAsync("config", "--output", "json", "--rate", "7"));

        Assert.Equal(
            [
                ("rest", "http://localhost:1", "file", Place), ("sdk-app-id", null, "default", ""), ("admin", null, "default", ""),
                ("from", null, "default", ""), ("rate", "7", "option", "--rate"), ("recipients-per-minute", "0", "default", ""),
                ("secret-env", "RXTIM_SECRET", "environment", "RXTIM_SECRET"), ("node", null, "default", ""),
                ("token-env", "RXTIM_TOKEN", "environment", "RXTIM_TOKEN"),
            ],
            shown.Select(static setting => (Text(setting, "key"), Text(setting, "value"), Text(setting, "source"), Text(setting, "from"))));
        Assert.Equal(1, shown[0].GetProperty("line").GetInt32());
        Assert.All([shown[^1], shown[^3]], static setting => Assert.True(setting.GetProperty("is_set").GetBoolean()));
        Assert.DoesNotContain("hunter2", string.Concat(shown));
    }

    [Fact]
    public async Task A_value_that_is_set_holds_from_then_on_and_the_rest_stays()
    {
        folder.Write("config", "# mine\r\nrate = 5\n\n# theirs\nadmin = boss");

        await DoneAsync("set", "rate", "300");
        await DoneAsync("set", "from", " news ");
        await DoneAsync("unset", "admin");

        Assert.Equal("# mine\nrate = 300\n\n# theirs\nfrom = news\n", await File.ReadAllTextAsync(Place, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_setting_can_be_kept_and_is_found_again()
    {
        Dictionary<string, string> all = new()
        {
            ["rest"] = "http://localhost:1",
            ["sdk-app-id"] = "1",
            ["admin"] = "a=b #c",
            ["from"] = "news",
            ["rate"] = "0",
            ["recipients-per-minute"] = "24000",
            ["secret-env"] = "SHOP_SECRET",
            ["node"] = "https://node1.example.com, http://localhost:8090",
            ["token-env"] = "SHOP_TOKEN",
        };
        foreach (var (key, value) in all)
            await DoneAsync("set", key, value);

        var shown = Objects(await new Cli { SettingsFile = Place }.RunAsync("config", "--output", "json"));

        Assert.Equal(all.Keys, Setting.All.Select(static setting => setting.Key));
        Assert.Equal(all, shown.ToDictionary(static setting => Text(setting, "key")!, static setting => Text(setting, "value")!));
        Assert.All(shown, static setting => Assert.Equal("file", Text(setting, "source")));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Windows has no modes of files.")]
    public async Task Only_the_owner_can_read_the_file_and_its_folder()
    {
        var file = folder.PathOf("new/rxtim/config");
        Assert.Equal(0, (await new Cli { SettingsFile = file }.RunAsync("config", "set", "rate", "1")).ExitCode);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, ModeOf(Path.GetDirectoryName(file)!));

        File.WriteAllText(Place, "");
        SetMode(Place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await DoneAsync("set", "rate", "1");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(Place));
    }

    [Fact]
    public async Task The_file_is_replaced_as_a_whole_so_that_a_reader_never_sees_half_of_it()
    {
        await DoneAsync("set", "rate", "1");
        using var old = new StreamReader(Place, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete });

        await DoneAsync("set", "rate", "222222");

        // Who had it open has the old one still.
        Assert.Equal("rate = 1\n", await old.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal([Place], Directory.GetFiles(folder.PathOf("")));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Not everybody may make links on Windows.")]
    public async Task A_link_to_the_file_stays_a_link()
    {
        var target = folder.Write("target", "rate = 1\n");
        File.CreateSymbolicLink(Place, target);

        await DoneAsync("set", "rate", "2");

        Assert.Equal(target, new FileInfo(Place).LinkTarget);
        Assert.Equal("rate = 2\n", File.ReadAllText(target));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("secret-key")]
    [InlineData("user-sig")]
    [InlineData("token")]
    public async Task A_secret_is_refused_and_the_message_says_where_it_belongs(string key)
    {
        var result = await SetAsync(key, "hunter2hunter2");
        result.IsRefused($"\"{key}\": a secret is never kept in the file", "RXTIM_SECRET", "--secret-env");
        Assert.DoesNotContain("hunter2hunter2", result.Error);
        Assert.False(File.Exists(Place));
    }

    [Theory]
    [InlineData("secret-env", "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e")]
    [InlineData("secret-env", "d2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e99")]
    [InlineData("secret-env", "hunter2+hunter2/hunter2=")]
    [InlineData("rest", "https://me:hunter2@example.com")]
    [InlineData("rest", "https://example.com/?usersig=hunter2")]
    [InlineData("node", "https://example.com/ https://me:hunter2@example.com")]
    [InlineData("token-env", "hunter2+hunter2/hunter2=")]
    public async Task What_looks_like_a_secret_is_refused_and_not_repeated(string key, string value)
    {
        var result = await SetAsync(key, value);
        result.IsRefused($"rxtim: {key}: expected ");
        Assert.DoesNotContain(value, result.Error);
        Assert.DoesNotContain("hunter2", result.Error);
        Assert.False(File.Exists(Place));
    }

    [Theory]
    [InlineData("ratte", "1", "\"ratte\": there is no such setting", "recipients-per-minute")]
    [InlineData("rate", "fast", "rate: expected a whole number from 0 to 1000000")]
    [InlineData("rate", " ", "rate: its value is empty", "rxtim config unset rate")]
    [InlineData("sdk-app-id", "0", "sdk-app-id: ")]
    [InlineData("admin", "ädmin", "admin: ")]
    [InlineData("from", "a\nrate = 5", "from: its value has a line break")]
    [InlineData("rest", "ftp://example.com", "rest: expected an address")]
    public async Task A_wrong_value_is_refused_and_nothing_is_kept(string key, string value, params string[] words)
    {
        (await SetAsync(key, value)).IsRefused(words);
        Assert.False(File.Exists(Place));
    }

    [Theory]
    [InlineData("set", "rate", "1")]
    [InlineData("unset", "rate")]
    public async Task A_broken_file_is_not_written_to(params string[] args)
    {
        folder.Write("config", "rate = 7\nnonsense\n");
        (await new Cli { SettingsFile = Place }.RunAsync(["config", .. args])).IsRefused($"{Place}, line 2: expected KEY = VALUE", "Correct the line");
        Assert.Equal("rate = 7\nnonsense\n", File.ReadAllText(Place));
    }

    [Fact]
    public async Task A_wrong_value_in_the_file_can_be_set_right()
    {
        folder.Write("config", "rate = fast\n");
        (await new Cli { SettingsFile = Place }.RunAsync("config")).IsRefused($"{Place}, line 1: rate: expected a whole number");
        await DoneAsync("set", "rate", "5");
        Assert.Equal(0, (await new Cli { SettingsFile = Place }.RunAsync("config")).ExitCode);
    }

    [Fact]
    public async Task What_cannot_be_written_is_told_and_stays()
    {
        var file = folder.PathOf("config/config");
        folder.Write("config", "");
        (await new Cli { SettingsFile = file }.RunAsync("config", "set", "rate", "5")).IsRefused($"{file}: cannot be written: ");
    }

    [Fact]
    public async Task A_value_that_a_variable_hides_is_kept_and_that_is_told()
    {
        var cli = new Cli { SettingsFile = Place, Settings = new() { ["RXTIM_RATE"] = "1" } };
        var result = await cli.RunAsync("config", "set", "rate", "5");
        Assert.Equal((0, "rxtim: rate is kept, but RXTIM_RATE is set in the environment and goes before it.\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task A_value_that_is_not_there_need_not_be_removed()
    {
        var result = await new Cli { SettingsFile = Place }.RunAsync("config", "unset", "rate");
        Assert.Equal((0, $"rxtim: rate is not set in {Place}.\n"), (result.ExitCode, result.Error));
        Assert.False(File.Exists(Place));
    }

    [Fact]
    public async Task The_path_is_printed_whether_or_not_the_file_is_there()
    {
        var result = await new Cli { SettingsFile = Place }.RunAsync("config", "path");
        Assert.Equal((0, $"{Place}\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("path")]
    [InlineData("set", "rate", "1")]
    public async Task Who_has_no_home_is_told_to_name_a_file(params string[] args) =>
        (await new Cli().RunAsync(["config", .. args])).IsRefused("no home", "RXTIM_CONFIG");

    [Fact]
    public async Task Options_of_what_is_shown_do_not_go_with_what_is_kept() =>
        (await new Cli { SettingsFile = Place }.RunAsync("config", "--rate", "1", "set", "rate", "2")).IsRefused("--rate does not go with config set");

    [Fact]
    public async Task The_keys_are_completed()
    {
        const string line = "rxtim config set ra";
        var result = await new Cli().RunAsync($"[suggest:{line.Length}]", line);
        Assert.Equal((0, "rate\n"), (result.ExitCode, result.Output.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task The_program_keeps_settings_where_its_variable_says()
    {
        using var setting = RxTimProcess.FromShell("RXTIM_CONFIG=here \"$@\"", folder.PathOf(""), "config", "set", "rate", "9");
        Assert.Equal((0, "", ""), await EndAsync(setting));
        Assert.Equal("rate = 9\n", File.ReadAllText(folder.PathOf("here")));
    }

    public void Dispose() => folder.Dispose();

    private static async Task<(int, string, string)> EndAsync(RxTimProcess process)
    {
        var result = await process.EndAsync();
        return (result.ExitCode, result.Output, result.Error);
    }

    private static List<JsonElement> Objects(CliResult result)
    {
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return [.. result.Output.TrimEnd().Split('\n').Select(static line => JsonElement.Parse(line))];
    }

    private static string? Text(JsonElement setting, string property) => setting.GetProperty(property).GetString();

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? throw new InvalidOperationException("The test is not for Windows.") : File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    private Task<CliResult> SetAsync(string key, string value) => new Cli { SettingsFile = Place }.RunAsync("config", "set", key, value);

    private async Task DoneAsync(params string[] args)
    {
        var result = await new Cli { SettingsFile = Place }.RunAsync(["config", .. args]);
        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
    }
}
