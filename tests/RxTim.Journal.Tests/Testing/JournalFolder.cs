namespace RxTim.Journal.Tests;

/// <summary>Journals of one test.</summary>
internal sealed class JournalFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rxtim-");

    /// <summary>Where the test's journal is.</summary>
    public string Path => PathOf("test.journal");

    public string PathOf(string name) => System.IO.Path.Combine(folder.FullName, name);

    public Task<SendJournal> CreateAsync(params string[] identifiers) =>
        SendJournal.CreateAsync(Path, Ask.For(identifiers), TestContext.Current.CancellationToken).Soon();

    public Task<SendJournal> OpenAsync() => SendJournal.OpenAsync(Path, TestContext.Current.CancellationToken).Soon();

    public JournalReport Report() => JournalReport.Open(Path);

    /// <summary>Copies the files as they are now, as if the process had ended here.</summary>
    public string Crash(string name = "crashed.journal")
    {
        var crashed = PathOf(name);
        // The write-ahead log first: what is added to it meanwhile was not there yet, and what is moved out of it is in both.
        foreach (var end in (string[])["-lock", "-wal", ""])
            CopyShared(Path + end, crashed + end);
        return crashed;
    }

    public void Dispose() => folder.Delete(recursive: true);

    // Reads a file that another stream has for itself: the lock is advisory, and cp asks for none.
    private static void CopyShared(string from, string to)
    {
        using var copy = System.Diagnostics.Process.Start("cp", [from, to]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }
}
