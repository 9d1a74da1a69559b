using CsCheck;

namespace RxTim.Journal.Tests;

/// <summary>What is written to the log can always be read back: a row that cannot follow those before it is refused instead.</summary>
public sealed class ContradictionTests : IDisposable
{
    private const int Asked = 8;

    private readonly JournalFolder folder = new();

    [Theory]
    [InlineData(LogKind.Answered)]
    [InlineData(LogKind.Unknown)]
    [InlineData(LogKind.TurnedAway)]
    [InlineData(LogKind.Absent)]
    internal async Task What_was_never_handed_over_has_no_outcome(LogKind kind)
    {
        using (var store = await CreateAsync())
            IsRefused(store, new LogRow(kind, 0));
        Assert.Equal(Asked, (await CountsOfFileAsync()).Pending);
    }

    [Theory]
    [InlineData(LogKind.HandedOver)]
    [InlineData(LogKind.Answered)]
    [InlineData(LogKind.Unknown)]
    [InlineData(LogKind.TurnedAway)]
    [InlineData(LogKind.Absent)]
    internal async Task Who_was_answered_is_so_for_ever(LogKind kind)
    {
        using (var store = await CreateAsync())
        {
            Record(store, new LogRow(LogKind.HandedOver, 0), new LogRow(LogKind.Answered, 0));
            IsRefused(store, new LogRow(kind, 0));
        }
        Assert.Equal((1, Asked - 1), ((await CountsOfFileAsync()).Sent, (await CountsOfFileAsync()).Pending));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, Asked + 1)]
    [InlineData(Asked, 1)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1, int.MaxValue)]
    public async Task A_row_about_nobody_who_was_asked_is_refused(int first, int count)
    {
        using (var store = await CreateAsync())
            IsRefused(store, new LogRow(LogKind.HandedOver, first, count));
        Assert.Equal(Asked, (await CountsOfFileAsync()).Pending);
    }

    [Fact]
    public async Task A_row_that_contradicts_for_its_last_identifier_changes_nothing_for_the_others()
    {
        using (var store = await CreateAsync())
        {
            Record(store, new LogRow(LogKind.HandedOver, 0, 3));
            IsRefused(store, new LogRow(LogKind.Answered, 0, 4));
            Assert.Equal(3, store.Contents.State.Counts.InFlight);
        }
        Assert.Equal((0, 3), ((await CountsOfFileAsync()).Sent, (await CountsOfFileAsync()).InDoubt));
    }

    [Fact]
    public async Task After_a_refusal_nothing_is_recorded_and_the_journal_says_what_is_on_the_disk()
    {
        using (var store = await CreateAsync())
        {
            Record(store, new LogRow(LogKind.HandedOver, 0, 2));
            store.Append(new LogRow(LogKind.Answered, 0));
            store.Append(new LogRow(LogKind.HandedOver, 5));
            IsRefused(store, new LogRow(LogKind.Answered, 7));

            Assert.Equal(new JournalCounts(Asked, 0, 0, 0, Asked - 2, InFlight: 2), store.Contents.State.Counts);
            Assert.Equal(JournalFault.Contradiction, Assert.Throws<JournalException>(store.Commit).Fault);
            Assert.Throws<JournalException>(() => store.Append(new LogRow(LogKind.Answered, 0)));
            store.EndFlight();
            Assert.Equal(new JournalCounts(Asked, 0, 0, 2, Asked - 2), store.Contents.State.Counts);
        }
        Assert.Equal(new JournalCounts(Asked, 0, 0, 2, Asked - 2), await CountsOfFileAsync());
    }

    [Fact]
    public async Task Counts_are_of_what_is_on_the_disk()
    {
        using var store = await CreateAsync();
        store.Append(new LogRow(LogKind.HandedOver, 0));
        Assert.Equal(0, store.Contents.State.Counts.InFlight);
        store.Commit();
        Assert.Equal(1, store.Contents.State.Counts.InFlight);
    }

    [Fact]
    public async Task When_the_disk_fails_the_journal_says_what_is_on_it()
    {
        using (var store = await CreateAsync())
        {
            Record(store, new LogRow(LogKind.HandedOver, 0, 2));
            Database.Execute(folder.Path, "ALTER TABLE log RENAME TO gone");
            store.Append(new LogRow(LogKind.Answered, 0));
            Assert.Throws<JournalException>(store.Commit);
            Database.Execute(folder.Path, "ALTER TABLE gone RENAME TO log");

            Assert.Throws<JournalException>(store.Commit);
            Assert.Equal(new JournalCounts(Asked, 0, 0, 0, Asked - 2, InFlight: 2), store.Contents.State.Counts);
        }
        Assert.Equal(new JournalCounts(Asked, 0, 0, 2, Asked - 2), await CountsOfFileAsync());
    }

    [Fact]
    public async Task Whatever_rows_come_the_file_opens_and_says_what_was_committed()
    {
        (await CreateAsync()).Dispose();
        var row = Gen.Select(Gen.Enum<LogKind>(), Gen.Int[-1, Asked], Gen.Int[0, 3], Gen.Int[0, 1], (kind, first, count, code) =>
            new LogRow(kind, first, count) { Code = code });
        var runs = row.Array[1, 5].Array[1, 6];
        runs.Sample(
            batches =>
            {
                var before = Open();
                var committed = before.Contents.State.Counts;
                try
                {
                    foreach (var batch in batches)
                    {
                        foreach (var some in batch)
                            before.Append(some);
                        before.Commit();
                        committed = before.Contents.State.Counts;
                    }
                }
                catch (JournalException refused)
                {
                    Assert.Equal(JournalFault.Contradiction, refused.Fault);
                }
                before.Dispose();
                using var after = Open();
                Assert.Equal(
                    committed with { InDoubt = committed.InDoubt + committed.InFlight, InFlight = 0 }, after.Contents.State.Counts);
            },
            iter: 200,
            threads: 1);
    }

    public void Dispose() => folder.Dispose();

    private static void IsRefused(JournalStore store, LogRow row)
    {
        var error = Assert.Throws<JournalException>(() => store.Append(row));
        Assert.Equal(JournalFault.Contradiction, error.Fault);
        Assert.Contains(store.Path, error.Message);
    }

    private static void Record(JournalStore store, params ReadOnlySpan<LogRow> rows)
    {
        foreach (var row in rows)
            store.Append(row);
        store.Commit();
    }

    private async Task<JournalStore> CreateAsync()
    {
        await (await folder.CreateAsync(Ask.Names(Asked))).DisposeAsync();
        return Open();
    }

    private JournalStore Open() => JournalStore.OpenAsync(folder.Path, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    private async Task<JournalCounts> CountsOfFileAsync()
    {
        await using var journal = await folder.OpenAsync();
        return journal.Counts;
    }
}
