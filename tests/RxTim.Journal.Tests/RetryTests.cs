namespace RxTim.Journal.Tests;

/// <summary>Identifiers that are tried again, in a send with a journal.</summary>
public sealed class RetryTests : IDisposable
{
    private readonly JournalFolder folder = new();
    private readonly VirtualTime time = new();

    [Fact]
    public async Task Those_that_wait_to_be_tried_again_are_pending_and_not_in_doubt()
    {
        await using var journal = await folder.CreateAsync("a", "b", "c");
        var transport = new ScriptedTransport(static call =>
        {
            call.Answer("a", TimErrorCodes.RestInternalError);
            call.Answer("c", TimErrorCodes.RestInternalError);
            // Last, so that the others are recorded by the time that its result is seen.
            call.Answer("b", 0);
        });
        var retry = new RetryOptions { MaxAttempts = 3 };
        await using (var left = journal.SendAsync(transport, Options(retry), TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken))
        {
            Assert.True(await left.MoveNextAsync().Soon());
            Assert.Equal("b", left.Current.Identifier);
        }

        Assert.Equal(new JournalCounts(3, 1, 0, 0, 2), journal.Counts);
        Assert.Equal([("a", 0), ("c", 0)], (await journal.AllAsync(ScriptedTransport.SendsAll()).Soon()).Codes());
    }

    [Fact]
    public async Task A_result_says_how_many_attempts_it_took_and_so_does_the_journal()
    {
        await using var journal = await folder.CreateAsync("a");
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(TimErrorCodes.RestInternalError));
        var told = new List<int>();
        var retry = new RetryOptions { MaxAttempts = 2, OnRetry = result => told.Add(result.Attempts) };
        var running = journal.AllAsync(transport, Options(retry));
        await transport.TakesOneAsync().Soon();
        await time.TimersArmedAsync(2).Soon();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, Assert.Single(await running.Soon()).Attempts);
        Assert.Equal([1], told);
        using var report = folder.Report();
        Assert.Equal(2, Assert.Single(report.Failed()).Attempts);
    }

    [Fact]
    public async Task One_whose_outcome_is_unknown_is_in_doubt_while_it_waits_to_be_tried_again()
    {
        await using var journal = await folder.CreateAsync("a");
        var transport = new ScriptedTransport(static call => call.Lose("gone"));
        using var cancel = new CancellationTokenSource();
        var running = Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in journal.SendAsync(transport, Options(new() { MaxAttempts = 2, RetryUnknown = true }), cancel.Token))
            {
            }
        });
        await transport.TakesOneAsync().Soon();
        await time.TimersArmedAsync(2).Soon();
        cancel.Cancel();
        await running.Soon();

        Assert.Equal(1, journal.Counts.InDoubt);
    }

    public void Dispose() => folder.Dispose();

    private JournalSendOptions Options(RetryOptions retry) => new() { Client = new TimClientOptions { Retry = retry, TimeProvider = time } };
}
