namespace RxTim.Journal.Tests;

/// <summary>What stands beside a journal belongs to it: it is neither taken for another's nor destroyed.</summary>
public sealed class SideFileTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("an empty file")]
    [InlineData("no lock")]
    [InlineData("no write-ahead log")]
    public async Task A_crashed_journal_that_was_moved_without_them_is_not_destroyed_by_the_next_of_its_name(string also)
    {
        var crashed = await CrashedAsync();
        var moved = folder.PathOf("moved.journal");
        File.Move(crashed, moved);
        var (wal, number) = (await File.ReadAllBytesAsync($"{crashed}-wal", Stop), await File.ReadAllBytesAsync($"{crashed}-lock", Stop));
        if (also == "an empty file")
            File.WriteAllText(crashed, "");
        if (also == "no lock")
            File.Delete($"{crashed}-lock");
        if (also == "no write-ahead log")
            File.Delete($"{crashed}-wal");

        var error = await Assert.ThrowsAsync<JournalException>(() => SendJournal.CreateAsync(crashed, Ask.For("x"), Stop).Soon());

        Assert.Equal(JournalFault.Exists, error.Fault);
        Assert.Contains($"{crashed}-wal", error.Message);
        Assert.Contains($"{crashed}-lock", error.Message);
        // Put together again it is as it was.
        File.Move(moved, crashed, overwrite: true);
        await File.WriteAllBytesAsync($"{crashed}-lock", number, Stop);
        await File.WriteAllBytesAsync($"{crashed}-wal", wal, Stop);
        await using var journal = await SendJournal.OpenAsync(crashed, Stop).Soon();
        Assert.Equal(new JournalCounts(4, 2, 0, 2, 0), journal.Counts);
    }

    [Fact]
    public async Task One_that_crashed_as_it_was_opened_is_not_destroyed_either()
    {
        await using var journal = await folder.CreateAsync("a");
        var crashed = folder.Crash();
        Assert.Equal(0, new FileInfo($"{crashed}-wal").Length);
        File.Delete($"{crashed}-wal");
        File.Move(crashed, folder.PathOf("moved"));

        var error = await Assert.ThrowsAsync<JournalException>(() => SendJournal.CreateAsync(crashed, Ask.For("x"), Stop).Soon());
        Assert.Equal(JournalFault.Exists, error.Fault);
    }

    [Fact]
    public async Task A_closed_journal_that_was_moved_leaves_its_name_free()
    {
        await using (var journal = await folder.CreateAsync("a", "b"))
            await journal.AllAsync(ScriptedTransport.SendsAll()).Soon();
        File.Move(folder.Path, folder.PathOf("moved"));

        await using (var next = await folder.CreateAsync("c"))
            Assert.Equal(1, next.Counts.Asked);
        await using var moved = await SendJournal.OpenAsync(folder.PathOf("moved"), Stop).Soon();
        Assert.True(moved.Counts.IsFinished);
    }

    [Fact]
    public async Task An_older_copy_put_back_over_a_journal_that_crashed_later_is_refused()
    {
        await (await folder.CreateAsync("a", "b", "c", "d")).DisposeAsync();
        var copy = await File.ReadAllBytesAsync(folder.Path, Stop);
        var crashed = await CrashedAsync();
        File.Delete($"{crashed}-wal");
        await File.WriteAllBytesAsync(crashed, copy, Stop);

        var error = await Assert.ThrowsAsync<JournalException>(() => SendJournal.OpenAsync(crashed, Stop).Soon());

        Assert.Equal(JournalFault.Damaged, error.Fault);
    }

    [Fact]
    public async Task Who_only_looks_at_the_lock_is_waited_for()
    {
        await (await folder.CreateAsync("a")).DisposeAsync();
        Task<SendJournal> opening;
        using (File.OpenHandle($"{folder.Path}-lock", FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            opening = folder.OpenAsync();
            // A refusal would have come by the time that another file was opened.
            await (await SendJournal.CreateAsync(folder.PathOf("other"), Ask.For("b"), Stop).Soon()).DisposeAsync();
            Assert.False(opening.IsCompleted);
        }
        await (await opening).DisposeAsync();
    }

    [Fact]
    public async Task Reports_in_a_loop_keep_no_send_from_its_journal()
    {
        await (await folder.CreateAsync("a")).DisposeAsync();
        using var enough = new CancellationTokenSource();
        var loops = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
                folder.Report().Dispose();
        }, Stop)).ToArray();
        for (var time = 0; time < 100; time++)
            await (await folder.OpenAsync()).DisposeAsync();
        enough.Cancel();
        await Task.WhenAll(loops);
    }

    public void Dispose() => folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // As after SIGKILL: a and b sent to, c and d in flight.
    private async Task<string> CrashedAsync()
    {
        await using var journal = File.Exists(folder.Path) ? await folder.OpenAsync() : await folder.CreateAsync("a", "b", "c", "d");
        var transport = new ScriptedTransport(static call =>
        {
            if (call.Identifiers[0] == "a")
                call.AnswerRemaining(0);
        });
        using var cancel = new CancellationTokenSource();
        var running = Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in journal.SendAsync(transport, Sends.Calls(2), cancel.Token))
            {
            }
        });
        await transport.TakesAsync(2).Soon();
        var crashed = folder.Crash();
        cancel.Cancel();
        await running.Soon();
        return crashed;
    }
}
