using System.Net;
using System.Net.Sockets;

namespace RxTim.Cli.Tests;

/// <summary>A message names what failed, and not what fails like it elsewhere.</summary>
public sealed class CauseTests : IDisposable
{
    private const string NoShell = "It takes a Unix shell.";
    private const string Secret = "RXTIM_TEST_CAUSE_SECRET";

    private readonly TempFolder folder = new();

    public CauseTests() => Environment.SetEnvironmentVariable(Secret, "secret");

    public static bool IsLinux => OperatingSystem.IsLinux();

    [Fact]
    public async Task A_refused_connection_is_not_summed_up_as_too_many_requests()
    {
        // A port that was free a moment ago, and nobody listens there.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var result = await new Cli().RunAsync("send", "--to", "alice,bob", "--text", "hello", "--rest", $"http://127.0.0.1:{port}",
            "--sdk-app-id", "1", "--admin", "admin", "--secret-env", Secret);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("9511: 2 (127.0.0.1: the server refused the connection; nothing was sent).", result.Error);
    }

    [Fact]
    public async Task A_code_that_came_with_several_texts_is_summed_up_by_what_is_documented()
    {
        var transport = new ScriptedTransport(call =>
        {
            call.Answer("a", 70107, "no a");
            call.Answer("b", 70107, "no b");
        });

        var result = await new Cli { Transport = transport }.RunAsync("send", "--to", "a,b", "--text", "hello");

        Assert.Contains("70107: 2 (There is no such account).", result.Error);
    }

    [Fact]
    public async Task A_report_says_what_a_code_meant_there()
    {
        var journal = folder.PathOf("send.journal");
        await new Cli { Transport = new ScriptedTransport(call => call.AnswerRemaining(9511, "the server refused the connection")) }
            .RunAsync("send", "--to", "a,b", "--text", "hello", "--journal", journal);

        var report = await new Cli().RunAsync("report", journal);

        Assert.Contains("│ the server refused the connection │", report.Output);
    }

    [Theory]
    [InlineData("--from", "sénder")]
    [InlineData("--admin", "")]
    [InlineData("--rest", "http://203.0.113.1")]
    [InlineData("--rest", "https://user@example.com")]
    public async Task What_is_wrong_with_an_option_is_said_by_its_own_name(string option, string value)
    {
        string[] rest = ["--rest", "http://localhost:1", "--sdk-app-id", "1", "--admin", "a", "--secret-env", Secret];
        string[] args = ["send", "--to", "a", "--text", "x", .. rest];
        var given = Array.IndexOf(args, option);
        if (given >= 0)
            args[given + 1] = value;
        else
            args = [.. args, option, value];

        var result = await new Cli().RunAsync(args);

        result.IsRefused($"rxtim: {option}: ");
        Assert.DoesNotContain("Parameter", result.Error);
    }

    [Fact]
    public async Task An_input_that_cannot_be_read_is_not_called_output()
    {
        var result = await new Cli { Input = new UnreadableStream() }.RunAsync("send", "--to-file", "-", "--text", "hello");

        result.IsRefused("standard input: cannot be read: Input/output error.", "Nothing was sent.");
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = NoShell)]
    public async Task Too_many_open_files_are_called_that()
    {
        // More files than it may have open. The first hundred or so are the runtime's own.
        var files = Enumerable.Range(0, 300).SelectMany(n => (string[])["--to-file", folder.Write($"users{n}", "alice\n")]);
        using var rxtim = RxTimProcess.FromShell("ulimit -n 200; exec \"$@\"", null, ["send", "--text", "hello", .. files]);

        var result = await rxtim.EndAsync();
        result.IsRefused(folder.PathOf("users"), "cannot be opened: too many files are open; raise the limit (ulimit -n)");
    }

    [Fact]
    public void A_part_of_the_program_that_is_not_loaded_is_no_unexpected_error()
    {
        var missing = new FileNotFoundException("Could not load it.", "System.Linq, Version=10.0.0.0, Culture=neutral");

        Exception[] all = [missing, new TypeInitializationException("RxTim.X", missing), new FileLoadException("No.", missing.FileName)];
        foreach (var thrown in all)
        {
            var (message, code) = Failure.Of(thrown);
            Assert.StartsWith("a part of the program could not be loaded: is it complete, and may it open enough files (ulimit -n)? ", message);
            Assert.Equal(ExitCode.Stopped, code);
        }
        Assert.StartsWith("unexpected error: ", Failure.Of(new FileNotFoundException("No.", "users, Version 2")).Message);
    }

    public void Dispose() => folder.Dispose();

    private sealed class UnreadableStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("Input/output error");
    }
}
