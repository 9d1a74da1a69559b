using System.Diagnostics;
using System.Net.Sockets;

namespace RxTim.Journal.Tests;

/// <summary>A journal is a regular file: whatever else stands at its path is refused and left as it is.</summary>
public sealed class PlaceTests : IDisposable
{
    private readonly JournalFolder folder = new();
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    [Theory]
    [InlineData("link")]
    [InlineData("dangling link")]
    [InlineData("directory")]
    [InlineData("pipe")]
    [InlineData("socket")]
    [InlineData("device")]
    public async Task What_is_no_regular_file_is_refused_and_left_as_it_is(string what)
    {
        await MakeAsync(what, folder.Path);

        await IsRefusedAsync(() => folder.CreateAsync("b"));
        await IsRefusedAsync(folder.OpenAsync);
        await IsRefusedAsync(() => Task.FromResult(folder.Report()));
        Assert.Equal(what, KindOf(folder.Path));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("pipe")]
    [InlineData("device")]
    public async Task Nor_is_it_taken_for_the_lock(string what)
    {
        await MakeAsync(what, $"{folder.Path}-lock");
        await IsRefusedAsync(() => folder.CreateAsync("b"));
        Assert.Equal(what, KindOf($"{folder.Path}-lock"));
        Assert.False(File.Exists(folder.Path));
    }

    [Fact]
    public async Task A_folder_on_the_way_may_be_a_link()
    {
        Directory.CreateDirectory(folder.PathOf("real"));
        Directory.CreateSymbolicLink(folder.PathOf("way"), folder.PathOf("real"));
        await (await SendJournal.CreateAsync(folder.PathOf("way/x.journal"), Ask.For("a"), Stop).Soon()).DisposeAsync();
        Assert.True(File.Exists(folder.PathOf("real/x.journal")));
    }

    [Fact]
    public async Task A_database_in_memory_is_no_journal()
    {
        var error = await Assert.ThrowsAsync<JournalException>(() => SendJournal.CreateAsync(":memory:", Ask.For("a"), Stop).Soon());
        Assert.Equal(JournalFault.NotAJournal, error.Fault);
        Assert.Contains("no file", error.Message);
        Assert.Throws<JournalException>(() => JournalReport.Open(":memory:"));
    }

    public void Dispose()
    {
        socket.Dispose();
        folder.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task IsRefusedAsync<T>(Func<Task<T>> use)
    {
        var error = await Assert.ThrowsAsync<JournalException>(use);
        Assert.Equal(JournalFault.NotAJournal, error.Fault);
        Assert.Contains("no regular file", error.Message);
    }

    private async Task MakeAsync(string what, string path)
    {
        if (OperatingSystem.IsWindows() && what is not "directory")
            Assert.Skip("Windows has no such files, or not everybody may make them.");
        switch (what)
        {
            case "link":
                var target = folder.PathOf("target");
                await (await SendJournal.CreateAsync(target, Ask.For("a"), Stop).Soon()).DisposeAsync();
                File.CreateSymbolicLink(path, target);
                break;
            case "dangling link":
                File.CreateSymbolicLink(path, folder.PathOf("nowhere"));
                break;
            case "directory":
                Directory.CreateDirectory(path);
                break;
            case "socket":
                socket.Bind(new UnixDomainSocketEndPoint(path));
                break;
            case "pipe":
                Assert.Equal(0, Run("mkfifo", path));
                break;
            case "device":
                // One of the test's own that swallows all, as /dev/null.
                Assert.SkipWhen(Run("mknod", path, "c", "1", "3") != 0, "To make a device one needs to be root.");
                break;
        }
    }

    private static string KindOf(string path)
    {
        var link = new FileInfo(path).LinkTarget;
        if (link is not null)
            return File.Exists(link) ? "link" : "dangling link";
        return Run("test", "-d", path) == 0 ? "directory"
            : Run("test", "-p", path) == 0 ? "pipe"
            : Run("test", "-S", path) == 0 ? "socket"
            : Run("test", "-c", path) == 0 ? "device"
            : "file";
    }

    private static int Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
