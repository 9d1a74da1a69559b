using System.IO.Pipelines;
using System.Text;

namespace RxTim.Cli.Tests;

public sealed class RecipientTests : IDisposable
{
    private readonly TempFolder files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task Three_identifiers_give_three_results_and_exit_0()
    {
        var result = await new Cli().RunAsync("send", "--to", "alice,bob,carol", "--text", "hello");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([("alice", 0), ("bob", 0), ("carol", 0)], result.Results);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task The_option_to_may_be_repeated_and_have_spaces_around_its_commas()
    {
        var result = await new Cli().RunAsync("send", "--to", "alice , bob", "--to", "carol", "--text", "hello");

        Assert.Equal(["alice", "bob", "carol"], result.Identifiers);
    }

    [Fact]
    public async Task A_repeated_identifier_is_sent_to_once()
    {
        var file = files.Write("names", "bob\nalice\nbob\n");

        var result = await new Cli().RunAsync("send", "--to", "alice,alice", "--to-file", file, "--text", "hello");

        Assert.Equal(["alice", "bob"], result.Identifiers);
    }

    [Fact]
    public async Task Those_of_to_come_first_then_the_files_in_their_order()
    {
        var first = files.Write("first", "b\nc\n");
        var second = files.Write("second", "d\n");

        var result = await new Cli { Input = Cli.Lines("e", "f") }.RunAsync(
            "send", "--to-file", first, "--text", "hello", "--to-file", second, "--to", "a", "--to-file", "-");

        Assert.Equal(["a", "b", "c", "d", "e", "f"], result.Identifiers);
    }

    [Fact]
    public async Task A_file_may_have_a_byte_order_mark_CRLF_blank_lines_white_space_and_no_last_line_end()
    {
        var file = files.Write("names", "\uFEFFalice\r\n\r\n  bob\t\r\n \t \r\ntwo words\r\n\ncarol");

        var result = await new Cli().RunAsync("send", "--to-file", file, "--text", "hello");

        Assert.Equal(["alice", "bob", "two words", "carol"], result.Identifiers);
    }

    [Fact]
    public async Task An_identifier_may_have_32_bytes_of_any_printable_ASCII()
    {
        var longest = " !\"#$%&'()*+-./:;<=>?@[\\]^_`{|}~"[1..] + "0";

        var result = await new Cli { Input = Cli.Lines(longest) }.RunAsync("send", "--to-file", "-", "--text", "hello");

        Assert.Equal(32, longest.Length);
        Assert.Equal([longest], result.Identifiers);
    }

    [Fact]
    public async Task A_hundred_thousand_lines_of_standard_input_give_as_many_results_in_their_order()
    {
        var lines = Enumerable.Range(1, 100_000).Select(n => $"user{n}").ToArray();

        var result = await new Cli { Input = Cli.Lines(lines) }.RunAsync("send", "--to-file", "-", "--text", "hello");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(lines, result.Identifiers);
    }

    [Fact]
    public async Task A_result_is_written_while_standard_input_is_still_open()
    {
        var input = new Pipe();
        var output = new Pipe();
        var run = new Cli { Input = input.Reader.AsStream(), Output = output.Writer.AsStream() }
            .RunAsync("send", "--to-file", "-", "--text", "hello");

        await input.Writer.WriteAsync("alice\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var results = new StreamReader(output.Reader.AsStream());
        var first = await results.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.False(run.IsCompleted);
        await input.Writer.CompleteAsync();

        Assert.Contains("\"alice\"", first);
        Assert.Equal(0, (await run).ExitCode);
    }

    [Fact]
    public async Task Lines_that_come_in_single_bytes_are_put_together()
    {
        var input = new Pipe();
        var run = new Cli { Input = input.Reader.AsStream() }.RunAsync("send", "--to-file", "-", "--text", "hello");

        foreach (var letter in Encoding.ASCII.GetBytes("al\r\nbo"))
            await input.Writer.WriteAsync(new[] { letter }, TestContext.Current.CancellationToken);
        await input.Writer.CompleteAsync();

        Assert.Equal(["al", "bo"], (await run).Identifiers);
    }
}
