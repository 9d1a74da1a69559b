namespace RxTim.Journal.Tests;

/// <summary>Results are read back from where a reader has come to, over any restart.</summary>
public sealed class CursorTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task Each_result_comes_once_in_the_order_in_which_it_was_recorded()
    {
        await SendAsync(Ask.Names(10), Sends.Calls(3));
        using var report = folder.Report();
        var results = report.Results().ToList();
        Assert.Equal(Ask.Names(10).Order(), results.Select(static result => result.Result.Identifier).Order());
        Assert.Equal(results.OrderBy(static result => result.Cursor.Row).ThenBy(static result => result.Cursor.Count), results);
        var failed = Assert.Single(results, static result => result.Result.Identifier == Ask.Names(10)[4]).Result;
        Assert.Equal((TimErrorCodes.AccountNotFound, "gone", 1), (failed.Code, failed.Desc, failed.Attempts));
    }

    [Fact]
    public async Task From_any_cursor_the_rest_comes()
    {
        await SendAsync(Ask.Names(10), Sends.Calls(3));
        using var report = folder.Report();
        var all = report.Results().ToList();
        for (var seen = 0; seen < all.Count; seen++)
            Assert.Equal(Told(all[(seen + 1)..]), Told(report.Results(all[seen].Cursor)));
        Assert.Equal(Told(all), Told(report.Results(default)));
    }

    [Fact]
    public async Task A_reader_goes_on_with_what_the_next_process_sent()
    {
        await using (var journal = await folder.CreateAsync("a", "b", "c", "d"))
        {
            var transport = new ScriptedTransport(static call =>
            {
                if (call.Identifiers[0] == "a")
                    call.AnswerRemaining(0);
            });
            await journal.LeaveAsync(transport, calls: 2, Sends.Calls(1));
        }
        var seen = new List<string>();
        var cursor = Read(default);
        await using (var again = await folder.OpenAsync())
            await again.AllAsync(ScriptedTransport.SendsAll(), new() { InDoubt = InDoubtPolicy.Resend }).Soon();
        Read(cursor);

        Assert.Equal("a", seen[0]);
        Assert.Equal(["a", "b", "c", "d"], seen.Order());

        JournalCursor Read(JournalCursor from)
        {
            using var report = folder.Report();
            foreach (var (after, result) in report.Results(from))
            {
                seen.Add(result.Identifier);
                from = after;
            }
            return from;
        }
    }

    [Fact]
    public void As_text_it_comes_back()
    {
        foreach (var cursor in (JournalCursor[])[default, new(1, 0), new(long.MaxValue, int.MaxValue)])
        {
            Assert.True(JournalCursor.TryParse(cursor.ToString(), out var read));
            Assert.Equal(cursor, read);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("-1.0")]
    [InlineData("1.-1")]
    [InlineData("1.2.3")]
    [InlineData(" 1.2")]
    [InlineData("9223372036854775808.0")]
    [InlineData("0.2147483648")]
    [InlineData("a.b")]
    public void Other_text_is_none(string? text)
    {
        Assert.False(JournalCursor.TryParse(text, out var cursor));
        Assert.Equal(default, cursor);
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<(JournalCursor, string, int)> Told(IEnumerable<JournalResult> results) =>
        results.Select(static result => (result.Cursor, result.Result.Identifier, result.Result.Code));

    // The fifth has no account.
    private async Task SendAsync(string[] identifiers, JournalSendOptions options)
    {
        await using var journal = await folder.CreateAsync(identifiers);
        var transport = new ScriptedTransport(call =>
        {
            if (call.Identifiers.Contains(identifiers[4]))
                call.Answer(identifiers[4], TimErrorCodes.AccountNotFound, "gone");
            call.AnswerRemaining(0);
        });
        await journal.AllAsync(transport, options).Soon();
    }
}
