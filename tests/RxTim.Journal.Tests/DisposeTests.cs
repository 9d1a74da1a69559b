namespace RxTim.Journal.Tests;

/// <summary>S17: a journal that is disposed during a send ends it, and waits for it, in whatever phase the send is.</summary>
public sealed class DisposeTests : IDisposable
{
    private readonly JournalFolder folder = new();
    private readonly VirtualTime time = new();

    // As the journal's own clock begins in the year 1, before which nobody can look.
    public DisposeTests() => time.Advance(TimeSpan.FromDays(700_000));

    [Fact]
    public async Task S17_While_calls_are_in_flight_the_consumer_gets_an_error_and_they_are_in_doubt()
    {
        var journal = await folder.CreateAsync(Ask.Names(4));
        var transport = ScriptedTransport.NeverAnswers();
        var running = journal.AllAsync(transport, Sends.Calls(2));
        await transport.TakesOneAsync().Soon();

        await journal.DisposeAsync().AsTask().Soon();

        Assert.Equal(TimErrorCodes.Interrupted, (await Assert.ThrowsAsync<TimException>(() => running.Soon())).Code);
        await IsWholeAsync(new JournalCounts(4, 0, 0, 2, 2));
    }

    [Fact]
    public async Task S17_While_the_consumer_holds_a_result_its_next_move_says_so()
    {
        var journal = await folder.CreateAsync(Ask.Names(50));
        var cancellation = TestContext.Current.CancellationToken;
        await using var results = journal.SendAsync(ScriptedTransport.SendsAll(), Sends.Calls(1), cancellation).GetAsyncEnumerator(cancellation);
        Assert.True(await results.MoveNextAsync().AsTask().Soon());

        await journal.DisposeAsync().AsTask().Soon();

        var error = await Assert.ThrowsAsync<TimException>(async () =>
        {
            while (await results.MoveNextAsync())
            {
            }
        });
        Assert.Equal(TimErrorCodes.Interrupted, error.Code);
    }

    [Fact]
    public async Task S17_While_those_in_doubt_are_told_the_next_move_says_so()
    {
        var journal = await LeftAsync();
        var cancellation = TestContext.Current.CancellationToken;
        await using var results = journal.SendAsync(ScriptedTransport.SendsAll(), null, cancellation).GetAsyncEnumerator(cancellation);
        Assert.True(await results.MoveNextAsync());
        Assert.Equal(SendOutcome.Unknown, results.Current.Outcome);

        await journal.DisposeAsync().AsTask().Soon();

        Assert.Equal(TimErrorCodes.Interrupted, (await Assert.ThrowsAsync<TimException>(() => results.MoveNextAsync().AsTask())).Code);
    }

    [Fact]
    public async Task S17_While_a_check_waits_for_its_grace_period_or_for_the_history()
    {
        foreach (var grace in (TimeSpan[])[TimeSpan.FromHours(1), TimeSpan.Zero])
        {
            var journal = await LeftAsync();
            var history = new SilentHistory();
            var running = journal.AllAsync(ScriptedTransport.NeverAnswers(), new()
            {
                Client = new TimClientOptions { TimeProvider = time },
                InDoubt = InDoubtPolicy.Check,
                History = history,
                GracePeriod = grace,
            });
            if (grace == TimeSpan.Zero)
                await history.AskedAsync().Soon();

            await journal.DisposeAsync().AsTask().Soon();

            Assert.Equal(TimErrorCodes.Interrupted, (await Assert.ThrowsAsync<TimException>(() => running.Soon())).Code);
            File.Delete(folder.Path);
            File.Delete($"{folder.Path}-lock");
        }
    }

    [Fact]
    public async Task S17_While_identifiers_wait_for_their_retry()
    {
        var journal = await folder.CreateAsync("a", "b");
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(TimErrorCodes.RestInternalError));
        var running = journal.AllAsync(transport, new()
        {
            Client = new TimClientOptions { Retry = new() { MaxAttempts = 9 }, TimeProvider = time },
        });
        await time.TimersArmedAsync(2).Soon();

        await journal.DisposeAsync().AsTask().Soon();

        var error = await Assert.ThrowsAsync<TimException>(() => running.Soon());
        Assert.Equal((TimErrorCodes.Interrupted, 0), (error.Code, error.Answered));
        await IsWholeAsync(new JournalCounts(2, 0, 0, 0, 2));
    }

    [Fact]
    public async Task S17_Twice_waits_for_the_same_end_and_afterwards_nothing_can_be_sent()
    {
        var journal = await folder.CreateAsync("a");
        await Task.WhenAll(journal.DisposeAsync().AsTask(), journal.DisposeAsync().AsTask()).Soon();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.AllAsync(ScriptedTransport.SendsAll()));
    }

    public void Dispose() => folder.Dispose();

    private async Task<SendJournal> LeftAsync()
    {
        var journal = await folder.CreateAsync("a", "b", "c");
        await journal.LeaveAsync(ScriptedTransport.NeverAnswers(), calls: 1, new()
        {
            Client = new TimClientOptions { IdentifiersPerCall = 2, MaxConcurrentCalls = 1, TimeProvider = time },
        });
        return journal;
    }

    private async Task IsWholeAsync(JournalCounts counts)
    {
        await using var journal = await SendJournal.OpenAsync(folder.Path, TestContext.Current.CancellationToken);
        Assert.Equal(counts, journal.Counts);
    }

    // Answers only when it is cancelled.
    private sealed class SilentHistory : IMessageHistory
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task AskedAsync() => asked.Task;

        public async Task<bool> ContainsAsync(
            string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return false;
        }
    }
}
