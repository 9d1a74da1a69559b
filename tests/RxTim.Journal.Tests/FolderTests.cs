namespace RxTim.Journal.Tests;

/// <summary>What journals there are, whose they are, and what becomes of them.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task What_its_maker_says_of_a_journal_stands_in_it()
    {
        var details = new JournalDetails
        {
            Name = "春节 sale",
            Owner = "alice",
            MadeAt = new DateTimeOffset(2026, 2, 17, 8, 0, 0, TimeSpan.FromHours(8)),
            Data = new Dictionary<string, string> { ["tenant"] = "7", [""] = "\0 \"x\"" },
        };
        await (await SendJournal.CreateAsync(folder.Path, Ask.For("a"), details, Stop).Soon()).DisposeAsync();

        await using var journal = await folder.OpenAsync();
        Assert.Equal(("春节 sale", "alice", details.MadeAt), (journal.Details.Name, journal.Details.Owner, journal.Details.MadeAt));
        Assert.Equal(details.Data, journal.Details.Data);
        using var report = folder.Report();
        Assert.Equal("alice", report.Details.Owner);
    }

    [Fact]
    public async Task Without_that_it_says_when_it_was_made()
    {
        var before = DateTimeOffset.UtcNow;
        await using var journal = await SendJournal.CreateAsync(folder.Path, Ask.Hi, Ask.Streamed(["a"]), Stop).Soon();
        Assert.Equal((null, null), (journal.Details.Name, journal.Details.Owner));
        Assert.InRange(journal.Details.MadeAt!.Value, before, DateTimeOffset.UtcNow);
        Assert.Empty(journal.Details.Data);
    }

    [Fact]
    public async Task Each_journal_is_listed_with_its_state_and_other_files_are_not()
    {
        await using var sending = await MakeAsync("sending");
        await (await MakeAsync("stopped")).DisposeAsync();
        await using (var abandoned = await MakeAsync("abandoned"))
            await abandoned.AbandonAsync("no", Stop);
        await using (var finished = await MakeAsync("finished"))
            await finished.AllAsync(ScriptedTransport.SendsAll()).Soon();
        await RecordHalfAsync("broken off");
        File.WriteAllText(folder.PathOf("letter"), "Dear Sir or Madam");
        File.WriteAllText(folder.PathOf("nothing"), "");
        Database.Execute(folder.PathOf("database"), "CREATE TABLE t(x)");
        Directory.CreateDirectory(folder.PathOf("folder"));

        var listed = List();

        Assert.Equal(
            [
                ("abandoned", JournalState.Abandoned), ("broken off", JournalState.Recording), ("finished", JournalState.Finished),
                ("sending", JournalState.Sending), ("stopped", JournalState.Stopped),
            ],
            listed.Select(static journal => (Path.GetFileName(journal.Path), journal.State!.Value)));
        Assert.Equal([false, true, false, true, true], listed.Select(static journal => journal.IsUnfinished));
        Assert.Equal([false, false, false, true, false], listed.Select(static journal => journal.IsOpen));
        Assert.Equal("no", listed[0].Abandonment!.Reason);
        Assert.Equal("stopped", listed[4].Details!.Name);
        Assert.Equal(new JournalCounts(2, 0, 0, 0, 2), listed[4].Counts);
    }

    [Fact]
    public async Task One_that_cannot_be_read_is_listed_with_what_is_wrong()
    {
        await (await MakeAsync("damaged")).DisposeAsync();
        await (await MakeAsync("good")).DisposeAsync();
        Database.Execute(folder.PathOf("damaged"), "DELETE FROM asked");

        var listed = List();

        Assert.Equal(["damaged", "good"], listed.Select(static journal => Path.GetFileName(journal.Path)));
        Assert.Equal((null, JournalFault.Damaged, true), (listed[0].State, listed[0].Fault!.Fault, listed[0].IsUnfinished));
        Assert.Null(listed[1].Fault);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said() =>
        Assert.Throws<DirectoryNotFoundException>(() => RxTim.Journal.JournalFolder.List(folder.PathOf("nowhere")));

    public void Dispose() => folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private List<JournalListing> List() => [.. RxTim.Journal.JournalFolder.List(Path.GetDirectoryName(folder.Path)!)];

    private Task<SendJournal> MakeAsync(string name) =>
        SendJournal.CreateAsync(folder.PathOf(name), Ask.For("a", "b"), new JournalDetails { Name = name }, Stop).Soon();

    // As a process leaves it that was killed while it recorded.
    private async Task RecordHalfAsync(string name)
    {
        var going = new TaskCompletionSource();
        var recording = SendJournal.CreateAsync(folder.Path, Ask.Hi, PausingAsync(), Stop);
        while (!File.Exists($"{folder.Path}-wal") || new FileInfo($"{folder.Path}-wal").Length == 0)
            await Task.Yield();
        folder.Crash(name);
        Assert.Equal((JournalState.Recording, true), (List().Single(it => it.Path == folder.Path).State, List().Single(it => it.Path == folder.Path).IsOpen));
        going.SetException(new InvalidOperationException("no more names"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => recording.Soon());

        async IAsyncEnumerable<string> PausingAsync()
        {
            for (var i = 0; i < 1_000_000; i++)
                yield return $"user{i}";
            await going.Task;
        }
    }
}
