namespace RxTim.Journal.Tests;

/// <summary>Files that are no journal, or cannot be used as one: each is refused with what is wrong and what to do.</summary>
public sealed class FileFaultTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task A_file_that_is_there_is_not_written_over()
    {
        await (await folder.CreateAsync("a")).DisposeAsync();
        File.WriteAllText(folder.PathOf("letter"), "Dear Sir or Madam");

        await IsRefusedAsync(JournalFault.Exists, () => folder.CreateAsync("b"));
        await IsRefusedAsync(
            JournalFault.Exists, () => SendJournal.CreateAsync(folder.PathOf("letter"), Ask.For("a"), TestContext.Current.CancellationToken));

        Assert.Equal("Dear Sir or Madam", File.ReadAllText(folder.PathOf("letter")));
        await using var journal = await folder.OpenAsync();
        Assert.Equal([("a", 0)], (await journal.AllAsync(ScriptedTransport.SendsAll()).Soon()).Codes());
    }

    // Which of SQLite's codes says that the disk is full depends on the file that could not grow: 13 of the journal and its log, 4874
    // (SQLITE_IOERR_SHMSIZE) of their shared memory. .ci/checks/crash fills a disk.
    [Theory]
    [InlineData(13, 13, JournalFault.DiskFull)]
    [InlineData(10, 4874, JournalFault.DiskFull)]
    [InlineData(10, 266, JournalFault.Unusable)]
    public void A_disk_that_is_full_is_called_that_whichever_file_could_not_grow(int code, int extended, JournalFault fault)
    {
        var error = SqliteFaults.Of(new Microsoft.Data.Sqlite.SqliteException("It failed.", code, extended), "a.journal");

        Assert.Equal(fault, error.Fault);
        Assert.StartsWith("a.journal: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", JournalFault.NotFound)]
    [InlineData("directory", JournalFault.NotAJournal)]
    [InlineData("empty", JournalFault.NotAJournal)]
    [InlineData("letter", JournalFault.NotAJournal)]
    [InlineData("database", JournalFault.NotAJournal)]
    [InlineData("no database yet", JournalFault.Incomplete)]
    [InlineData("next version", JournalFault.OtherVersion)]
    public async Task What_is_no_journal_is_named(string what, JournalFault fault)
    {
        var path = folder.PathOf(what);
        switch (what)
        {
            case "directory":
                Directory.CreateDirectory(path);
                break;
            case "empty":
                File.WriteAllText(path, "");
                break;
            case "letter":
                File.WriteAllText(path, new string('x', 5_000));
                break;
            case "database":
                Database.Execute(path, "CREATE TABLE t(x)");
                break;
            case "no database yet":
                Database.Execute(path, "PRAGMA journal_mode=WAL");
                break;
            case "next version":
                await (await SendJournal.CreateAsync(path, Ask.For("a"), TestContext.Current.CancellationToken).Soon()).DisposeAsync();
                Database.Execute(path, "PRAGMA user_version=99");
                break;
        }

        await IsRefusedAsync(fault, () => SendJournal.OpenAsync(path, TestContext.Current.CancellationToken).Soon());
        await IsRefusedAsync(fault, () => Task.FromResult(JournalReport.Open(path)));
    }

    [Fact]
    public async Task A_journal_that_is_open_can_be_reported_on_but_not_opened()
    {
        await using (await folder.CreateAsync("a"))
        {
            await IsRefusedAsync(JournalFault.InUse, folder.OpenAsync);
            using var report = folder.Report();
            Assert.True(report.IsRunning);
        }
        using (var report = folder.Report())
            Assert.False(report.IsRunning);
        await (await folder.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_source_that_fails_leaves_no_journal()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => SendJournal.CreateAsync(folder.Path, Ask.Hi, FailingSource(), TestContext.Current.CancellationToken).Soon());
        Assert.Equal("no more names", error.Message);
        Assert.False(File.Exists(folder.Path));

        await Assert.ThrowsAsync<ArgumentException>(
            () => SendJournal.CreateAsync(folder.Path, Ask.Hi, Ask.Streamed(["a", "\ud800"]), TestContext.Current.CancellationToken).Soon());
        Assert.False(File.Exists(folder.Path));
        await (await folder.CreateAsync("a")).DisposeAsync();
    }

    [Fact]
    public async Task A_recording_that_was_broken_off_says_that_nothing_was_sent_and_is_replaced()
    {
        var going = new TaskCompletionSource();
        var recording = SendJournal.CreateAsync(folder.Path, Ask.Hi, PausingSource(going.Task), TestContext.Current.CancellationToken);
        while (!File.Exists($"{folder.Path}-wal") || new FileInfo($"{folder.Path}-wal").Length == 0)
            await Task.Yield();
        var crashed = folder.Crash();
        going.SetResult();
        await (await recording.Soon()).DisposeAsync();

        await IsRefusedAsync(JournalFault.Incomplete, () => SendJournal.OpenAsync(crashed, TestContext.Current.CancellationToken).Soon());
        await using var journal = await SendJournal.CreateAsync(crashed, Ask.For("b"), TestContext.Current.CancellationToken).Soon();
        Assert.Equal(1, journal.Counts.Asked);

        static async IAsyncEnumerable<string> PausingSource(Task going)
        {
            for (var i = 0; i < 1_000_000; i++)
                yield return $"user{i}";
            await going;
        }
    }

    [Fact]
    public async Task Only_its_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }
        await using var journal = await folder.CreateAsync("a");
        await journal.AllAsync(ScriptedTransport.SendsAll()).Soon();
        foreach (var end in new[] { "", "-wal", "-shm", "-lock" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Path + end));
    }

    public void Dispose() => folder.Dispose();

    private static async IAsyncEnumerable<string> FailingSource()
    {
        await Task.Yield();
        yield return "a";
        throw new InvalidOperationException("no more names");
    }

    private static async Task IsRefusedAsync<T>(JournalFault fault, Func<Task<T>> use)
    {
        var error = await Assert.ThrowsAsync<JournalException>(use);
        Assert.Equal(fault, error.Fault);
        Assert.StartsWith(Path.GetTempPath(), error.Message);
        Assert.EndsWith(".", error.Message);
    }
}
