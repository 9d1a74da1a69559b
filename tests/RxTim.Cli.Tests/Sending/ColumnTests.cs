namespace RxTim.Cli.Tests;

/// <summary>Recipients in a column of a table.</summary>
public sealed class ColumnTests : IDisposable
{
    private readonly TempFolder files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("user_id,name\nalice,Alice\nbob,Bob\n")]
    [InlineData("name;USER_ID\r\nAlice;alice\r\n\r\nBob;bob")]
    [InlineData("\uFEFFname\tuser_id\tcity\nAlice\talice\tX\nBob\tbob\tY\n")]
    [InlineData("\"user_id\",\"name\"\n\"alice\",\"Alice, \"\"the\nfirst\"\"\"\n\"bob\",\"\"\n")]
    [InlineData("user_id\nalice\n\nbob\n")]
    [InlineData("name,user_id\nAlice,alice\nNobody,\nBob, bob \n")]
    public async Task The_column_of_the_name_is_read(string table)
    {
        var result = await SendAsync("people.csv", table, "--column", "user_id");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["alice", "bob"], result.Identifiers);
    }

    [Fact]
    public async Task A_table_may_come_from_standard_input()
    {
        var result = await new Cli { Input = Cli.Lines("id,name", "alice,Alice") }
            .RunAsync("send", "--to-file", "-", "--column", "id", "--text", "hello");

        Assert.Equal(["alice"], result.Identifiers);
    }

    [Theory]
    [InlineData("id,name\nalice,Alice\n", "line 1", "no column \"user_id\"", "\"id\", \"name\"")]
    [InlineData("name,user_id\nAlice,alice\nBob\n", "line 3", "the row has 1 columns", "\"user_id\" is number 2")]
    [InlineData("name,user_id\nAlice,\"alice\n", "line 2", "a quote and no end")]
    [InlineData("name,user_id\n\"Ali\nce\",héllo\n", "line 3", "U+00E9")]
    public async Task What_is_wrong_with_a_table_is_said_with_its_line(string table, params string[] words) =>
        (await SendAsync("people.csv", table, "--column", "user_id")).IsRefused(words);

    [Theory]
    [InlineData("user_id,name\nalice,Alice\n", "looks like a table", "--column with \"user_id\" or \"name\"")]
    [InlineData("User_ID\nalice\n", "looks like a heading", "--column User_ID")]
    public async Task A_table_without_a_column_named_is_not_sent_to(string table, params string[] words) =>
        (await SendAsync("people.CSV", table)).IsRefused(["line 1", .. words]);

    [Fact]
    public async Task A_line_that_is_no_identifier_but_looks_like_a_row_has_a_hint() =>
        (await SendAsync("people", "alice,Alice Élise\n")).IsRefused("line 1", "U+00C9", "--column");

    [Fact]
    public async Task A_csv_file_of_identifiers_alone_is_read_as_any_other()
    {
        var result = await SendAsync("people.csv", "alice\nbob\n");

        Assert.Equal(["alice", "bob"], result.Identifiers);
    }

    [Fact]
    public async Task A_column_goes_with_files_only() =>
        (await new Cli().RunAsync("send", "--to", "alice", "--column", "id", "--text", "hello")).IsRefused("--column", "--to-file");

    private Task<CliResult> SendAsync(string name, string table, params string[] options) =>
        new Cli().RunAsync(["send", "--to-file", files.Write(name, table), "--text", "hello", .. options]);
}
