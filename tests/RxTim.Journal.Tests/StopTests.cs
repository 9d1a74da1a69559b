namespace RxTim.Journal.Tests;

/// <summary>Sends that are asked to stop, which leaves nobody in doubt.</summary>
public sealed class StopTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task A_stop_waits_for_what_is_in_flight_and_leaves_the_rest_pending()
    {
        using var stop = new CancellationTokenSource();
        await using var journal = await folder.CreateAsync(Ask.Names(10));
        var transport = ScriptedTransport.NeverAnswers();
        var running = journal.AllAsync(transport, Sends.Calls(2, concurrent: 2) with { Stop = stop.Token });
        var calls = await transport.TakesAsync(2).Soon();

        stop.Cancel();
        calls[1].AnswerRemaining(0);
        Assert.False(running.IsCompleted);
        calls[0].AnswerRemaining(0);

        Assert.Equal(4, (await running.Soon()).Count);
        Assert.Equal(new JournalCounts(10, 4, 0, 0, 6), journal.Counts);
        Assert.Equal(2, transport.Calls.Count);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_those_that_wait_to_be_tried_again()
    {
        using var stop = new CancellationTokenSource();
        var time = new VirtualTime();
        await using var journal = await folder.CreateAsync("a", "b");
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(TimErrorCodes.RestInternalError));
        var options = new JournalSendOptions
        {
            Client = new TimClientOptions { Retry = new() { MaxAttempts = 9 }, TimeProvider = time },
            Stop = stop.Token,
        };
        var running = journal.AllAsync(transport, options);
        await transport.TakesOneAsync().Soon();
        await time.TimersArmedAsync(2).Soon();

        stop.Cancel();

        Assert.Empty(await running.Soon());
        Assert.Equal(new JournalCounts(2, 0, 0, 0, 2), journal.Counts);
    }

    [Fact]
    public async Task A_stop_before_the_start_sends_nothing()
    {
        await using var journal = await folder.CreateAsync("a");
        var transport = ScriptedTransport.SendsAll();
        Assert.Empty(await journal.AllAsync(transport, new() { Stop = new CancellationToken(canceled: true) }).Soon());
        Assert.Empty(transport.Calls);
        Assert.Equal(1, journal.Counts.Pending);
    }

    [Fact]
    public async Task An_enumeration_that_is_left_can_be_taken_up_again()
    {
        await using var journal = await folder.CreateAsync(Ask.Names(100));
        var transport = ScriptedTransport.SendsAll();
        var seen = 0;
        await foreach (var _ in journal.SendAsync(transport, Sends.Calls(1), TestContext.Current.CancellationToken))
        {
            if (++seen == 3)
                break;
        }

        await journal.AllAsync(transport, Sends.Calls(7) with { InDoubt = InDoubtPolicy.Resend }).Soon();
        Assert.True(journal.Counts.IsFinished);
        Assert.Equal(100, journal.Counts.Sent);
    }

    public void Dispose() => folder.Dispose();
}
