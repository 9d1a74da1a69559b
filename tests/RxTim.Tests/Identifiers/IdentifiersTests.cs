using System.Text;

namespace RxTim.Tests;

public class IdentifiersTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("  bob ")]
    [InlineData(" ~")]
    [InlineData("12345678901234567890123456789012")]
    public void One_to_32_bytes_of_printable_ASCII_are_an_identifier(string identifier) => Assert.Null(Identifiers.Problem(identifier));

    [Theory]
    [InlineData(null, "the identifier is null")]
    [InlineData("", "the identifier is empty")]
    [InlineData("123456789012345678901234567890123", "the identifier \"123456789012345678901234567890123\" has 33 bytes")]
    [InlineData("héllo", "the identifier \"héllo\" has U+00E9 as its character 2")]
    [InlineData("a😀", "the identifier \"a😀\" has U+1F600 as its character 2")]
    [InlineData("a\tb", "the identifier \"a\\u0009b\" has U+0009 as its character 2")]
    [InlineData("a\u007f", "the identifier \"a\\u007F\" has U+007F as its character 2")]
    [InlineData("\u202Eecila", "the identifier \"\\u202Eecila\" has U+202E as its character 1")]
    public void What_is_wrong_is_said_in_words_that_are_fit_for_a_terminal(string? identifier, string problem) =>
        Assert.Equal(problem, Identifiers.Problem(identifier));

    [Fact]
    public void Half_a_surrogate_pair_is_named_too()
    {
        // Not as test data, for that is written as UTF-8.
        Assert.Equal("the identifier \"x\\uD83D\" has U+D83D as its character 2", Identifiers.Problem("x\uD83D"));
    }

    [Fact]
    public void Of_a_long_text_only_the_beginning_is_shown()
    {
        var problem = Identifiers.Problem(new string('x', 100_000));

        Assert.Equal($"the identifier \"{new string('x', 60)}…\" has 100000 bytes", problem);
    }

    [Theory]
    [InlineData("alice\nbob", "alice,bob")]
    [InlineData("\uFEFFalice\r\n\r\n \t bob \n\n", "alice,bob")]
    [InlineData("", "")]
    [InlineData("\uFEFF", "")]
    [InlineData("\n \n", "")]
    [InlineData("a b\n", "a b")]
    public async Task Identifiers_are_read_one_a_line(string text, string identifiers)
    {
        var read = await ReadAsync(text);

        Assert.Equal(identifiers, string.Join(',', read));
        Assert.Equal(read.Count, await CountAsync(text));
    }

    [Theory]
    [InlineData("alice\n\nhéllo\n", "line 3: the identifier \"héllo\" has U+00E9 as its character 2")]
    [InlineData("123456789012345678901234567890123", "line 1: the identifier \"123456789012345678901234567890123\" has 33 bytes")]
    public async Task A_line_that_holds_something_else_is_named(string text, string message)
    {
        Assert.Equal(message, (await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(text))).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<InvalidDataException>(() => CountAsync(text))).Message);
    }

    [Fact]
    public async Task What_stands_before_a_bad_line_is_read()
    {
        using var stream = new MemoryStream([.. "alice\nbj"u8, 0xF6, .. "rn\n"u8]);
        await using var identifiers = Identifiers.ReadAsync(stream, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await identifiers.MoveNextAsync());
        Assert.Equal("alice", identifiers.Current);
        var wrong = await Assert.ThrowsAsync<InvalidDataException>(() => identifiers.MoveNextAsync().AsTask());
        Assert.Equal("line 2: the line is not UTF-8", wrong.Message);
    }

    [Fact]
    public async Task A_line_without_end_is_not_read_whole()
    {
        var wrong = await Assert.ThrowsAsync<InvalidDataException>(() => CountAsync("alice\n" + new string('x', 200_000)));

        Assert.Equal("line 2: the line is longer than 65536 bytes", wrong.Message);
    }

    [Fact]
    public async Task A_stream_that_gives_a_byte_at_a_time_is_read_the_same()
    {
        string[] identifiers = [.. Enumerable.Range(0, 30_000).Select(static number => $"user{number}")];
        using var stream = new Slow(Encoding.ASCII.GetBytes(string.Join('\n', identifiers)));
        var read = new List<string>();
        await foreach (var identifier in Identifiers.ReadAsync(stream, TestContext.Current.CancellationToken))
            read.Add(identifier);

        Assert.Equal(identifiers, read);
    }

    private static async Task<List<string>> ReadAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var read = new List<string>();
        await foreach (var identifier in Identifiers.ReadAsync(stream, TestContext.Current.CancellationToken))
            read.Add(identifier);
        return read;
    }

    private static async Task<long> CountAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await Identifiers.CountAsync(stream, TestContext.Current.CancellationToken);
    }

    private sealed class Slow(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..1], cancellationToken);
    }
}
