using System.Text;

namespace RxTim.Cli.Tests;

public sealed class BadRecipientTests : IDisposable
{
    private readonly TempFolder files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task Recipients_must_be_named() => await IsRefusedAsync([], "No recipients", "--to", "--to-file");

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n   \n")]
    [InlineData("\uFEFF")]
    public async Task A_file_without_identifiers_is_refused(string content)
    {
        var file = files.Write("names", content);

        await IsRefusedAsync(["--to-file", file], "No recipients", file);
    }

    [Fact]
    public async Task Standard_input_without_identifiers_is_refused() =>
        (await new Cli().RunAsync("send", "--text", "hello", "--to-file", "-")).IsRefused("No recipients", "standard input");

    [Fact]
    public async Task A_file_that_is_not_there_is_named() =>
        await IsRefusedAsync(["--to-file", files.PathOf("nobody")], files.PathOf("nobody"), "no such file");

    [Fact]
    public async Task A_directory_is_no_file() => await IsRefusedAsync(["--to-file", Path.GetTempPath()], "is a directory");

    [Fact]
    public async Task The_name_of_a_file_is_not_empty() => await IsRefusedAsync(["--to-file", ""], "--to-file: the name is empty");

    [Theory]
    [InlineData("")]
    [InlineData("alice,,bob")]
    [InlineData("alice,")]
    public async Task An_identifier_of_the_command_line_is_not_empty(string to) =>
        await IsRefusedAsync(["--to", to], "--to, identifier", "empty", "1 to 32 bytes of printable ASCII");

    [Theory]
    [InlineData("héllo", "U+00E9 as its character 2")]
    [InlineData("a\tb", "U+0009")]
    [InlineData("a\u001b[31mb", "U+001B")]
    [InlineData("a😀", "U+1F600")]
    [InlineData("a\u007f", "U+007F")]
    [InlineData("123456789012345678901234567890123", "33 bytes")]
    public async Task An_identifier_is_at_most_32_bytes_of_printable_ASCII(string identifier, string fault)
    {
        var file = files.Write("names", $"alice\n\n{identifier}\nbob\n");
        var param = files.Write("param.json", MsgBatchSendParam.Create(Message.Text("hello"), "alice", identifier).ToJson());

        await IsRefusedAsync(["--to", $"alice,{identifier}"], "--to, identifier 2", fault, "1 to 32 bytes of printable ASCII");
        await IsRefusedAsync(["--to-file", file], $"{file}, line 3", fault, "1 to 32 bytes of printable ASCII");
        var fromParam = await new Cli().RunAsync("send", "--param", param);
        fromParam.IsRefused($"{param}, msg_batch_send_param_identifier_array[1]", fault);
        Assert.DoesNotContain('\u001b', fromParam.Error);
    }

    [Fact]
    public async Task A_line_that_is_not_UTF8_is_refused_with_its_number()
    {
        var file = files.Write("names", [.. "alice\nbj"u8, 0xF6, .. "rn\n"u8]);

        await IsRefusedAsync(["--to-file", file], $"{file}, line 2", "byte 3 (0xF6) is not UTF-8", "save the file as UTF-8");
    }

    [Fact]
    public async Task A_line_without_end_is_refused_without_being_read_whole()
    {
        var file = files.Write("names", Encoding.ASCII.GetBytes("alice\n" + new string('x', 200_000)));

        await IsRefusedAsync(["--to-file", file], $"{file}, line 2", "longer than 65536 bytes");
    }

    [Fact]
    public async Task A_bad_line_anywhere_in_a_regular_file_is_found_before_anything_is_sent()
    {
        var file = files.Write("names", string.Join('\n', Enumerable.Range(1, 50_000)) + "\nhéllo\n");

        await IsRefusedAsync(["--to", "alice", "--to-file", file], "line 50001");
    }

    [Fact]
    public async Task A_bad_line_of_standard_input_stops_the_send_there_and_says_what_was_attempted()
    {
        var result = await new Cli { Input = Cli.Lines("alice", "bob", "héllo", "carol") }
            .RunAsync("send", "--to-file", "-", "--text", "hello");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["alice", "bob"], result.Identifiers);
        Assert.Contains("standard input, line 3", result.Error);
        Assert.Contains("stopped: 2 sent, 0 failed, 0 unknown", result.Error);
        Assert.Contains("what was left of the input was not attempted", result.Error);
    }

    [Fact]
    public async Task A_bad_first_line_of_standard_input_sends_nothing() =>
        (await new Cli { Input = Cli.Lines("héllo") }.RunAsync("send", "--to-file", "-", "--text", "hello"))
            .IsRefused("standard input, line 1", "Nothing was sent.");

    private static async Task IsRefusedAsync(string[] args, params string[] words)
    {
        var cli = new Cli();
        (await cli.RunAsync(["send", "--text", "hello", .. args])).IsRefused(words);
        Assert.False(cli.OpenedBackend);
    }
}
