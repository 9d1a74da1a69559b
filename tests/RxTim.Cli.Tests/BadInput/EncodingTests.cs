using System.Text;

namespace RxTim.Cli.Tests;

/// <summary>Text on the command line that is not UTF-8.</summary>
public sealed class EncodingTests
{
    private const string NoShell = "It takes a Unix shell.";

    private static readonly byte[] Gbk = [0xC4, 0xE3, 0xBA, 0xC3];

    public static bool IsLinux => OperatingSystem.IsLinux();

    [Theory]
    [InlineData("--text")]
    [InlineData("--to")]
    [InlineData("--to-file")]
    [InlineData("--message")]
    [InlineData("--fail")]
    [InlineData("--journal")]
    [InlineData("--from")]
    public async Task Bytes_that_are_not_UTF8_are_refused_whichever_option_has_them(string option)
    {
        byte[][] raw = [.. ((string[])["send", "--to", "alice", option]).Select(Encoding.UTF8.GetBytes), Gbk];
        var cli = new Cli { RawArguments = raw };

        (await cli.RunAsync("send", "--to", "alice", option, "\uFFFD\uFFFD")).IsRefused(option, "byte 1 (0xC4) is not UTF-8");

        Assert.False(cli.OpenedBackend);
    }

    [Fact]
    public async Task Where_the_system_tells_no_bytes_U_FFFD_stands_for_some() =>
        (await new Cli().RunAsync("send", "--to", "alice", "--text", "a\uFFFD")).IsRefused("--text", "U+FFFD");

    [Theory(SkipUnless = nameof(IsLinux), Skip = NoShell)]
    [InlineData("--text \"$(printf '\\304\\343\\272\\303')\"", "--text: byte 1 (0xC4)")]
    [InlineData("--text=\"$(printf 'a\\304')\"", "byte 9 (0xC4)")]
    [InlineData("--text hello --message \"$(printf 'a\\304')\"", "--message: byte 2 (0xC4)")]
    public async Task The_program_refuses_them(string options, string words)
    {
        using var rxtim = RxTimProcess.FromShell($"exec \"$@\" {options}", null, "send", "--to", "alice,bob");

        (await rxtim.EndAsync()).IsRefused(words);
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = NoShell)]
    public async Task U_FFFD_itself_is_a_character_like_any_other()
    {
        using var rxtim = new RxTimProcess("send", "--to", "alice", "--text", "a\uFFFD你好");

        var result = await rxtim.EndAsync();

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("a\uFFFD你好", result.Output);
    }
}
