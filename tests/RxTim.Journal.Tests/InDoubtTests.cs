namespace RxTim.Journal.Tests;

/// <summary>What is in doubt after a send ended, and what becomes of it in each policy.</summary>
public sealed class InDoubtTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task Those_in_flight_when_the_process_ended_are_in_doubt_and_nobody_else_is()
    {
        await using (var journal = await LeftAsync())
            Assert.Equal(new JournalCounts(6, 2, 0, 2, 2), journal.Counts);
        await using var again = await folder.OpenAsync();
        Assert.Equal(new JournalCounts(6, 2, 0, 2, 2), again.Counts);
        using var report = folder.Report();
        Assert.Equal(["c", "d"], report.InDoubt().Select(static result => result.Identifier));
    }

    [Fact]
    public async Task Reported_they_are_unknown_and_stay_in_doubt_and_only_the_others_are_sent_to()
    {
        await using var journal = await LeftAsync();
        var transport = ScriptedTransport.SendsAll();

        var results = await journal.AllAsync(transport).Soon();

        Assert.Equal([("c", 6012), ("d", 6012), ("e", 0), ("f", 0)], results.Codes());
        Assert.All(results.Where(static result => result.Code != 0), static result => Assert.Equal(SendOutcome.Unknown, result.Outcome));
        Assert.Equal(["e", "f"], transport.Calls.Identifiers());
        Assert.Equal(new JournalCounts(6, 4, 0, 2, 0), journal.Counts);

        Assert.Equal([("c", 6012), ("d", 6012)], (await journal.AllAsync(transport).Soon()).Codes());
        Assert.Equal(["e", "f"], transport.Calls.Identifiers());
    }

    [Fact]
    public async Task Resent_they_are_sent_to_like_those_who_are_pending()
    {
        await using var journal = await LeftAsync();
        var transport = ScriptedTransport.SendsAll();

        var results = await journal.AllAsync(transport, new() { InDoubt = InDoubtPolicy.Resend }).Soon();

        Assert.Equal([("c", 0), ("d", 0), ("e", 0), ("f", 0)], results.Codes());
        Assert.Equal(["c", "d", "e", "f"], transport.Calls.Identifiers());
        Assert.True(journal.Counts.IsFinished);
    }

    [Fact]
    public async Task What_the_backend_did_not_say_is_in_doubt_too_and_can_be_settled_by_a_later_run()
    {
        await using var journal = await folder.CreateAsync("a", "b");
        var losing = new ScriptedTransport(static call => call.Lose("the connection broke", TimErrorCodes.ReplyNoNetwork));

        Assert.Equal([("a", 6201), ("b", 6201)], (await journal.AllAsync(losing).Soon()).Codes());
        Assert.Equal(2, journal.Counts.InDoubt);
        using (var report = folder.Report())
            Assert.Equal([("a", 6201), ("b", 6201)], report.InDoubt().Codes());

        await journal.AllAsync(ScriptedTransport.SendsAll(), new() { InDoubt = InDoubtPolicy.Resend }).Soon();
        Assert.True(journal.Counts.IsFinished);
    }

    [Fact]
    public async Task One_whose_second_hand_over_was_refused_is_as_much_in_doubt_as_before()
    {
        await using var journal = await LeftAsync();
        var transport = new ScriptedTransport(static call =>
        {
            if (call.Identifiers[0] == "c")
                call.Refuse(TimErrorCodes.NotLoggedIn, "not logged in");
            else
                call.AnswerRemaining(0);
        });

        await Assert.ThrowsAsync<TimException>(
            () => journal.AllAsync(transport, Sends.Calls(2) with { InDoubt = InDoubtPolicy.Resend }).Soon());

        Assert.Equal(new JournalCounts(6, 2, 0, 2, 2), journal.Counts);
    }

    [Fact]
    public async Task Those_of_a_call_that_stopped_the_send_were_not_sent_to_and_are_pending()
    {
        await using var journal = await folder.CreateAsync("a", "b", "c", "d");
        var refusing = new ScriptedTransport(static call =>
        {
            if (call.Identifiers[0] == "a")
                call.AnswerRemaining(0);
            else
                call.Refuse(TimErrorCodes.UserSigExpired, "expired");
        });

        var error = await Assert.ThrowsAsync<TimException>(() => journal.AllAsync(refusing, Sends.Calls(2)).Soon());
        Assert.Equal((TimErrorCodes.UserSigExpired, 2), (error.Code, error.Refused.Count));
        Assert.Equal(new JournalCounts(4, 2, 0, 0, 2), journal.Counts);

        Assert.Equal([("c", 0), ("d", 0)], (await journal.AllAsync(ScriptedTransport.SendsAll()).Soon()).Codes());
    }

    [Fact]
    public async Task A_transport_that_throws_leaves_its_call_in_doubt_and_the_send_goes_on()
    {
        await using var journal = await folder.CreateAsync("a", "b");
        var transport = new ScriptedTransport(static call =>
        {
            if (call.Identifiers[0] == "a")
                throw new InvalidOperationException("broken");
            call.AnswerRemaining(0);
        });

        var results = await journal.AllAsync(transport, Sends.Calls(1)).Soon();

        Assert.Equal([("a", 6012), ("b", 0)], results.Codes());
        Assert.Equal(1, journal.Counts.InDoubt);
    }

    public void Dispose() => folder.Dispose();

    // a and b sent to, c and d in flight, e and f pending.
    private async Task<SendJournal> LeftAsync()
    {
        var journal = await folder.CreateAsync("a", "b", "c", "d", "e", "f");
        var transport = new ScriptedTransport(static call =>
        {
            if (call.Identifiers[0] == "a")
                call.AnswerRemaining(0);
        });
        await journal.LeaveAsync(transport, calls: 2, Sends.Calls(2));
        return journal;
    }
}
