namespace RxTim.Journal.Tests;

/// <summary>A withdrawal from a journal that is left, disposed of, or whose disk fails.</summary>
public sealed class WithdrawEndTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task S17_A_journal_that_is_disposed_ends_it_and_waits_for_who_is_being_asked_for()
    {
        var journal = await SentAsync();
        var told = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        var withdrawal = new ScriptedWithdrawal(async (_, cancelled) =>
        {
            using var registration = cancelled.Register(() => told.TrySetResult());
            await told.Task;
            left.TrySetResult();
            // Nobody knows whether the backend took it back, so it is not recorded.
            cancelled.ThrowIfCancellationRequested();
        });
        var running = journal.TakeBackAsync(withdrawal, new() { Withdraw = new() { MaxConcurrentCalls = 1 } });
        await withdrawal.AskedAsync(1);

        await journal.DisposeAsync().AsTask().Soon();

        Assert.Equal(TimErrorCodes.Interrupted, (await Assert.ThrowsAsync<TimException>(() => running)).Code);
        await left.Task.Soon();
        await using var again = await folder.OpenAsync();
        Assert.Equal(0, again.Counts.Withdrawn);
    }

    [Fact]
    public async Task S17_While_the_consumer_holds_a_result_its_next_move_says_so()
    {
        var journal = await SentAsync();
        var cancellation = TestContext.Current.CancellationToken;
        await using var results = journal.WithdrawAsync(ScriptedWithdrawal.TakesAll(), null, cancellation).GetAsyncEnumerator(cancellation);
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
    public async Task S7_A_cancel_ends_it_promptly_and_what_is_known_stays_known()
    {
        await using var journal = await SentAsync();
        var withdrawal = new ScriptedWithdrawal(static (identifier, _) => identifier is "u0" or "u1" ? Task.CompletedTask : new TaskCompletionSource().Task);
        using var cancel = new CancellationTokenSource();
        var given = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in journal.WithdrawAsync(withdrawal, new() { Withdraw = new() { MaxConcurrentCalls = 2 } }, cancel.Token))
            {
                if (++given == 2)
                    cancel.Cancel();
            }
        }).Soon();
        Assert.Equal(2, journal.Counts.Withdrawn);
        Assert.Equal(18, (await journal.TakeBackAsync(ScriptedWithdrawal.TakesAll())).Count);
    }

    [Fact]
    public async Task A_break_leaves_the_rest_to_the_next_run()
    {
        await using var journal = await SentAsync();
        var two = new JournalWithdrawOptions { Withdraw = new() { MaxConcurrentCalls = 2 } };
        await foreach (var _ in journal.WithdrawAsync(ScriptedWithdrawal.TakesAll(), two, TestContext.Current.CancellationToken))
            break;
        var known = journal.Counts.Withdrawn;
        Assert.InRange(known, 1, 10);
        Assert.Equal(20 - known, (await journal.TakeBackAsync(ScriptedWithdrawal.TakesAll())).Count);
    }

    [Fact]
    public async Task A_disk_that_fails_ends_it_and_no_result_is_given_that_is_not_recorded()
    {
        var given = new List<WithdrawResult>();
        await using (var journal = await SentAsync())
        {
            var error = await Assert.ThrowsAsync<TimException>(async () =>
            {
                await foreach (var result in journal.WithdrawAsync(
                    ScriptedWithdrawal.TakesAll(), new() { Withdraw = new() { MaxConcurrentCalls = 1 } }, TestContext.Current.CancellationToken))
                {
                    given.Add(result);
                    if (given.Count == 5)
                        Database.Execute(folder.Path, "ALTER TABLE log RENAME TO gone");
                }
            }).Soon();
            Assert.Equal(TimErrorCodes.LocalIOFailed, error.Code);
            Assert.IsType<JournalException>(error.InnerException);
            Database.Execute(folder.Path, "ALTER TABLE gone RENAME TO log");
        }

        await using var again = await folder.OpenAsync();
        Assert.Equal(given.Count, again.Counts.Withdrawn);
        Assert.Equal(20 - given.Count, (await again.TakeBackAsync(ScriptedWithdrawal.TakesAll())).Count);
    }

    public void Dispose() => folder.Dispose();

    private async Task<SendJournal> SentAsync()
    {
        var journal = await folder.CreateAsync(Ask.Names(20));
        await journal.AllAsync(Withdrawals.SendsAllWithKeys()).Soon();
        return journal;
    }
}
