namespace RxTim.Journal.Tests;

/// <summary>A send that was given up: nobody else is sent to.</summary>
public sealed class AbandonTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task Nobody_is_sent_to_any_longer_now_or_after_it_is_opened_again()
    {
        await using (var journal = await LeftAsync())
        {
            await journal.AbandonAsync("wrong text", Stop);
            await IsLeftAloneAsync(journal);
        }
        await using var again = await folder.OpenAsync();
        await IsLeftAloneAsync(again);
        Assert.Equal(new JournalCounts(3, 1, 0, 1, 1), again.Counts);
    }

    [Fact]
    public async Task A_report_says_so_with_the_reason_and_the_time()
    {
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-1);
        await using (var journal = await LeftAsync())
            await journal.AbandonAsync("错了 \"twice\"\n", Stop);
        using var report = folder.Report();
        Assert.Equal((JournalState.Abandoned, "错了 \"twice\"\n"), (report.State, report.Abandonment!.Reason));
        Assert.InRange(report.Abandonment.At, before, DateTimeOffset.UtcNow);
        Assert.Equal("b", Assert.Single(report.InDoubt()).Identifier);
    }

    [Fact]
    public async Task It_is_given_up_once()
    {
        await using var journal = await LeftAsync();
        await journal.AbandonAsync("first", Stop);
        await journal.AbandonAsync("second", Stop);
        Assert.Equal("first", journal.Abandonment!.Reason);
    }

    [Fact]
    public async Task One_that_is_finished_stays_so()
    {
        await using var journal = await folder.CreateAsync("a");
        await journal.AllAsync(ScriptedTransport.SendsAll()).Soon();
        await journal.AbandonAsync("too late", Stop);
        Assert.Null(journal.Abandonment);
        using var report = folder.Report();
        Assert.Equal(JournalState.Finished, report.State);
    }

    [Fact]
    public async Task A_send_that_runs_is_to_be_ended_first()
    {
        await using var journal = await folder.CreateAsync("a");
        var transport = ScriptedTransport.NeverAnswers();
        var running = journal.AllAsync(transport);
        var call = await transport.TakesOneAsync().Soon();

        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.AbandonAsync("now", Stop));

        call.AnswerRemaining(0);
        Assert.Single(await running.Soon());
        Assert.Null(journal.Abandonment);
    }

    [Fact]
    public async Task The_file_itself_takes_no_hand_over_any_longer()
    {
        await using (var journal = await LeftAsync())
            await journal.AbandonAsync("", Stop);
        using var store = await JournalStore.OpenAsync(folder.Path, Stop);
        Assert.Equal(
            JournalFault.Contradiction, Assert.Throws<JournalException>(() => store.Append(new LogRow(LogKind.HandedOver, 2))).Fault);
    }

    [Fact]
    public async Task What_could_not_be_recorded_is_not_given_up()
    {
        await using var journal = await LeftAsync();
        Database.Execute(folder.Path, "ALTER TABLE log RENAME TO gone");
        await Assert.ThrowsAsync<JournalException>(() => journal.AbandonAsync("in vain", Stop));
        Database.Execute(folder.Path, "ALTER TABLE gone RENAME TO log");
        Assert.Null(journal.Abandonment);
    }

    public void Dispose() => folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task IsLeftAloneAsync(SendJournal journal)
    {
        var transport = ScriptedTransport.SendsAll();
        var error = await Assert.ThrowsAsync<JournalException>(
            () => journal.AllAsync(transport, new() { InDoubt = InDoubtPolicy.Resend }).Soon());
        Assert.Equal(JournalFault.Abandoned, error.Fault);
        Assert.Contains("wrong text", error.Message);
        Assert.Empty(transport.Calls);
    }

    // a sent to, b in doubt, c pending.
    private async Task<SendJournal> LeftAsync()
    {
        var journal = await folder.CreateAsync("a", "b", "c");
        var transport = new ScriptedTransport(static call =>
        {
            if (call.Identifiers[0] == "a")
                call.AnswerRemaining(0);
        });
        await journal.LeaveAsync(transport, calls: 2, Sends.Calls(1));
        return journal;
    }
}
