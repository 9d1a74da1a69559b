using System.Threading.RateLimiting;
using Microsoft.Data.Sqlite;

namespace RxTim.Journal.Tests;

/// <summary>A disk that takes long: the clock of a call runs from its hand-over, and the journal tells the truth all the same.</summary>
public sealed class StallTests : IDisposable
{
    private readonly JournalFolder folder = new();
    private readonly VirtualTime time = new();
    private readonly ConcurrencyLimiter limiter = new(new() { PermitLimit = 5, QueueLimit = 100 });

    [Fact]
    public async Task S15_A_hand_over_that_is_recorded_long_after_the_result_timeout_is_no_doubt()
    {
        await using var journal = await folder.CreateAsync(Ask.Names(30));
        var transport = ScriptedTransport.SendsAll();
        Task<List<MsgBatchSendResult>> running;
        await using (var other = await LockAsync())
        {
            running = journal.AllAsync(transport, Options);
            // All that there is room for waits for the disk by now.
            while (limiter.GetStatistics()!.CurrentAvailablePermits > 0)
                await Task.Yield();
            time.Advance(TimeSpan.FromMinutes(10));
            Assert.Empty(transport.Calls);
        }

        Assert.All(await running.Soon(), static result => Assert.Equal(SendOutcome.Sent, result.Outcome));
        Assert.Equal(new JournalCounts(30, 30, 0, 0, 0), journal.Counts);
    }

    [Fact]
    public async Task S16_Answers_that_are_recorded_long_after_the_result_timeout_are_what_they_were()
    {
        await using var journal = await folder.CreateAsync(Ask.Names(10));
        var transport = ScriptedTransport.NeverAnswers();
        var running = journal.AllAsync(transport, Options);
        var calls = await transport.TakesAsync(5).Soon();
        await using (var other = await LockAsync())
        {
            foreach (var call in calls)
                call.AnswerRemaining(0);
            time.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(0, journal.Counts.Sent);
        }

        Assert.All(await running.Soon(), static result => Assert.Equal(SendOutcome.Sent, result.Outcome));
        Assert.Equal(new JournalCounts(10, 10, 0, 0, 0), journal.Counts);
    }

    [Fact]
    public async Task S15_A_result_timeout_shorter_than_any_commit_leaves_a_journal_that_opens()
    {
        await using (var journal = await folder.CreateAsync(Ask.Names(2_000)))
        {
            // By the real clock: whatever races with whatever, the file tells the truth.
            var results = await journal.AllAsync(ScriptedTransport.SendsAll(), Sends.Calls(20, concurrent: 8) with
            {
                Client = new TimClientOptions { ResultTimeout = TimeSpan.FromMilliseconds(1), IdentifiersPerCall = 20, MaxConcurrentCalls = 8 },
            }).Soon();
            Assert.Equal(2_000, results.Count);
        }
        await using var again = await SendJournal.OpenAsync(folder.Path, TestContext.Current.CancellationToken);
        Assert.Equal(2_000, again.Counts.Sent);
    }

    public void Dispose()
    {
        limiter.Dispose();
        folder.Dispose();
    }

    private JournalSendOptions Options => new()
    {
        Client = new TimClientOptions
        {
            TimeProvider = time,
            ResultTimeout = TimeSpan.FromSeconds(2),
            IdentifiersPerCall = 2,
            MaxConcurrentCalls = 5,
            CallLimiter = limiter,
        },
    };

    // Nobody else can write while this is held.
    private async Task<SqliteConnection> LockAsync()
    {
        var connection = new SqliteConnection($"Data Source={folder.Path};Pooling=False");
        await connection.OpenAsync();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync();
        return connection;
    }
}
