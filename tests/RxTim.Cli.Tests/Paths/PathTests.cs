using System.Diagnostics;

namespace RxTim.Cli.Tests;

/// <summary>Options that name a file, given something that is none. What stands there stays as it was.</summary>
public sealed class PathTests : IDisposable
{
    private const string Unix = "It takes Linux's kinds of files.";

    private static readonly Dictionary<string, Func<string, string[]>> Kept = new()
    {
        ["--journal"] = path => ["send", "--to", "alice", "--text", "hello", "--journal", path],
        ["FILE"] = path => ["resume", path],
        ["FILE "] = path => ["report", path],
        ["--db"] = path => ["emulator", "--db", path],
    };

    private static readonly Dictionary<string, Func<string, string[]>> Read = new()
    {
        ["--to-file"] = path => ["send", "--to-file", path, "--text", "hello"],
        ["--message"] = path => ["send", "--to", "alice", "--message", path],
        ["--param"] = path => ["send", "--param", path],
        ["--imsdk"] = path => ["send", "--to", "alice", "--text", "hello", "--imsdk", path],
    };

    private readonly TempFolder folder = new();

    public static bool IsLinux => OperatingSystem.IsLinux();

    public static TheoryData<string> All => [.. Kept.Keys, .. Read.Keys];

    public static TheoryData<string> AllKept => [.. Kept.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_empty_name_is_refused(string option) =>
        (await RunAsync(option, "")).IsRefused($"{option.Trim()}: the name is empty");

    [Theory(SkipUnless = nameof(IsLinux), Skip = Unix)]
    [MemberData(nameof(All))]
    public async Task A_device_is_no_regular_file(string option)
    {
        var device = folder.PathOf("device");
        // The numbers belong to no device, so that nothing can be harmed.
        Assert.SkipUnless(await TryMakeAsync("mknod", device, "c", "240", "255"), "Only root may make devices.");

        (await RunAsync(option, device)).IsRefused($"{option.Trim()}: {device}: is a device", "no regular file");

        Assert.Equal("character special file", await KindAsync(device));
    }

    [Theory(SkipUnless = nameof(IsLinux), Skip = Unix)]
    [MemberData(nameof(AllKept))]
    public async Task A_pipe_is_no_place_for_what_is_kept(string option)
    {
        var pipe = folder.PathOf("pipe");
        Assert.True(await TryMakeAsync("mkfifo", pipe));

        (await RunAsync(option, pipe)).IsRefused($"{option.Trim()}: {pipe}: is a pipe", "no regular file");

        Assert.Equal("fifo", await KindAsync(pipe));
    }

    [Theory(SkipUnless = nameof(IsLinux), Skip = Unix)]
    [MemberData(nameof(AllKept))]
    public async Task A_link_is_no_place_for_what_is_kept_wherever_it_leads(string option)
    {
        var link = folder.PathOf("link");
        var target = folder.Write("target", "");
        File.CreateSymbolicLink(link, target);
        (await RunAsync(option, link)).IsRefused($"{option.Trim()}: {link}: is a link to {target}", "no regular file");
        Assert.Equal(target, new FileInfo(link).LinkTarget);

        File.Delete(target);
        (await RunAsync(option, link)).IsRefused($"{option.Trim()}: {link}: is a link");
        Assert.False(File.Exists(target));
    }

    [Theory]
    [MemberData(nameof(AllKept))]
    [InlineData("--to-file")]
    [InlineData("--message")]
    [InlineData("--param")]
    public async Task A_directory_is_no_file(string option) =>
        (await RunAsync(option, folder.PathOf(""))).IsRefused($"{option.Trim()}: {folder.PathOf("")}: is a directory");

    [Theory]
    [MemberData(nameof(AllKept))]
    public async Task A_folder_that_is_not_there_is_named(string option) =>
        (await RunAsync(option, folder.PathOf("nowhere/file"))).IsRefused(option.Trim(), $"there is no folder {folder.PathOf("nowhere")}");

    [Theory]
    [MemberData(nameof(AllKept))]
    public async Task What_is_kept_is_not_kept_in_memory(string option) =>
        (await RunAsync(option, ":memory:")).IsRefused(option.Trim(), ":memory:", "needs one");

    [Fact(SkipUnless = nameof(IsLinux), Skip = Unix)]
    public async Task What_is_read_may_stand_behind_a_link_or_come_through_a_pipe()
    {
        var link = folder.PathOf("link");
        File.CreateSymbolicLink(link, folder.Write("names", "alice\n"));
        var pipe = folder.PathOf("pipe");
        Assert.True(await TryMakeAsync("mkfifo", pipe));
        var writing = Task.Run(() => File.WriteAllText(pipe, Message.Text("hello").ToJson()), TestContext.Current.CancellationToken);
        var transport = ScriptedTransport.SendsAll();

        var result = await new Cli { Transport = transport }.RunAsync("send", "--to-file", link, "--message", pipe);

        await writing;
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["alice"], result.Identifiers);
        Assert.Equal(Message.Text("hello"), transport.Calls[0].Message);
    }

    [Theory]
    [InlineData("--message", 1 << 20)]
    public async Task What_is_longer_than_anybody_needs_is_not_read_to_its_end(string option, int most)
    {
        var file = folder.Write("endless", new byte[most + 1]);

        (await RunAsync(option, file)).IsRefused($"{file}: is longer than 1,048,576 bytes");
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = Unix)]
    public async Task An_archive_s_name_that_looks_like_an_address_is_a_name()
    {
        const string name = "file:y.db?mode=memory";
        using var emulator = RxTimProcess.FromShell("exec \"$@\"", folder.PathOf(""), "emulator", "--db", name);
        await emulator.Output.ReadLineAsync(TestContext.Current.CancellationToken);
        await emulator.SignalAsync("TERM");

        var result = await emulator.EndAsync();
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.True(File.Exists(folder.PathOf(name)));
    }

    public void Dispose() => folder.Dispose();

    private static async Task<CliResult> RunAsync(string option, string path) =>
        await new Cli().RunAsync((Kept.TryGetValue(option, out var kept) ? kept : Read[option])(path));

    private static async Task<bool> TryMakeAsync(string command, params string[] args)
    {
        using var making = Process.Start(new ProcessStartInfo(command, args) { RedirectStandardError = true })!;
        await making.WaitForExitAsync(TestContext.Current.CancellationToken);
        return making.ExitCode == 0;
    }

    private static async Task<string> KindAsync(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%F", path]) { RedirectStandardOutput = true })!;
        return (await stat.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
    }
}
