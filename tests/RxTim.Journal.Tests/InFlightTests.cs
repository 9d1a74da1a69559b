namespace RxTim.Journal.Tests;

/// <summary>Who is in flight is waited for; who is in doubt is not. They are told apart, also from outside and after a crash.</summary>
public sealed class InFlightTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task Who_is_handed_over_is_in_flight_until_the_answer_comes()
    {
        await using var journal = await folder.CreateAsync("a", "b", "c");
        var transport = ScriptedTransport.NeverAnswers();
        var running = journal.AllAsync(transport, Sends.Calls(2));
        var call = await transport.TakesOneAsync().Soon();

        Assert.Equal(new JournalCounts(3, 0, 0, 0, 1, InFlight: 2), journal.Counts);
        using (var report = folder.Report())
        {
            Assert.Equal(journal.Counts, report.Counts);
            Assert.Equal(["a", "b"], report.InFlight());
            Assert.Empty(report.InDoubt());
        }

        call.AnswerRemaining(0);
        (await transport.TakesAsync(2).Soon())[1].AnswerRemaining(0);
        await running.Soon();
        Assert.Equal(new JournalCounts(3, 3, 0, 0, 0), journal.Counts);
    }

    [Fact]
    public async Task Who_was_in_flight_when_the_process_ended_is_in_doubt_also_while_the_next_one_sends()
    {
        await using (var journal = await folder.CreateAsync("a", "b", "c"))
        {
            var lost = ScriptedTransport.NeverAnswers();
            await journal.LeaveAsync(lost, calls: 1, Sends.Calls(1));
        }
        await using var again = await folder.OpenAsync();
        var transport = ScriptedTransport.NeverAnswers();
        var running = again.AllAsync(transport, Sends.Calls(1));
        var call = await transport.TakesOneAsync().Soon();

        using (var report = folder.Report())
        {
            Assert.Equal(new JournalCounts(3, 0, 0, 1, 1, InFlight: 1), report.Counts);
            Assert.Equal(["b"], report.InFlight());
            Assert.Equal(["a"], report.InDoubt().Select(static result => result.Identifier));
        }

        call.AnswerRemaining(0);
        (await transport.TakesAsync(2).Soon())[1].AnswerRemaining(0);
        await running.Soon();
    }

    [Fact]
    public async Task After_a_run_that_was_left_nobody_is_in_flight_although_the_journal_is_open()
    {
        await using var journal = await folder.CreateAsync("a", "b");
        await journal.LeaveAsync(ScriptedTransport.NeverAnswers(), calls: 1, Sends.Calls(1));

        Assert.Equal(new JournalCounts(2, 0, 0, 1, 1), journal.Counts);
        using var report = folder.Report();
        Assert.True(report.IsRunning);
        Assert.Equal(journal.Counts, report.Counts);
    }

    [Fact]
    public async Task Nobody_is_in_flight_in_a_crashed_journal()
    {
        await using var journal = await folder.CreateAsync("a", "b");
        var transport = ScriptedTransport.NeverAnswers();
        var running = journal.AllAsync(transport, Sends.Calls(2));
        var call = await transport.TakesOneAsync().Soon();

        using (var report = JournalReport.Open(folder.Crash()))
        {
            Assert.False(report.IsRunning);
            Assert.Equal(new JournalCounts(2, 0, 0, 2, 0), report.Counts);
            Assert.Empty(report.InFlight());
        }

        call.AnswerRemaining(0);
        await running.Soon();
    }

    public void Dispose() => folder.Dispose();
}
