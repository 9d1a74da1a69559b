using System.Text.Json;

namespace RxTim.Cli.Tests;

/// <summary><c>send --dry-run</c>.</summary>
public sealed class DryRunTests : IDisposable
{
    private const string Secret = "RXTIM_TEST_DRY_RUN_SECRET";

    // Nobody listens there: a request that left would fail.
    private static readonly string[] Rest =
        ["--rest", "http://127.0.0.1:9", "--sdk-app-id", "1", "--admin", "admin", "--secret-env", Secret];

    private readonly TempFolder folder = new();

    public DryRunTests() => Environment.SetEnvironmentVariable(Secret, "a-secret-key");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_counts_the_recipients_shows_the_first_call_and_sends_nothing()
    {
        var transport = ScriptedTransport.SendsAll();
        var users = folder.Write("users", string.Join('\n', Enumerable.Range(1, 1_000).Select(n => $"user{n}")));

        var result = await new Cli { Transport = transport }
            .RunAsync("send", "--to", "user1", "--to-file", users, "--text", "hello", "--per-call", "300", "--rate", "1", "--dry-run");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            "rxtim: dry run: 1,000 recipients in 4 calls, the first of which is on standard output. Nothing was sent.\n"
            + "rxtim: 1,000 recipients in calls of 300 at 1 call a second: under a minute\n", result.Error);
        Assert.Empty(transport.Calls);
        var call = MsgBatchSendParam.Parse(result.Output);
        Assert.Equal(Enumerable.Range(1, 300).Select(n => $"user{n}"), call.Identifiers);
        Assert.Equal(Message.Text("hello").Elements, call.Message.Elements);
    }

    [Fact]
    public async Task Over_REST_it_shows_what_the_request_would_say_and_no_secret()
    {
        var result = await new Cli().RunAsync(["send", "--to", "alice,bob", "--text", "hello", "--dry-run", .. Rest]);

        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(["alice", "bob"], json.RootElement.GetProperty("To_Account").EnumerateArray().Select(account => account.GetString()));
        Assert.Equal("hello", json.RootElement.GetProperty("MsgBody")[0].GetProperty("MsgContent").GetProperty("Text").GetString());
        Assert.DoesNotContain("a-secret-key", result.Output + result.Error);
        Assert.DoesNotContain("usersig", result.Output + result.Error);
    }

    [Fact]
    public async Task It_refuses_what_a_send_refuses()
    {
        await IsRefusedAsync(["--to", "héllo"], "U+00E9");
        await IsRefusedAsync(["--to", "alice", .. Rest[..^1], "RXTIM_NOT_SET"], "RXTIM_NOT_SET");
        await IsRefusedAsync(["--to-file", folder.PathOf("nobody")], "no such file");
        var cli = new Cli { Input = Cli.Lines("alice", "héllo") };
        (await cli.RunAsync("send", "--to-file", "-", "--text", "hello", "--dry-run")).IsRefused("standard input, line 2");
    }

    [Fact]
    public async Task It_makes_no_journal()
    {
        var journal = folder.PathOf("send.journal");

        var result = await new Cli().RunAsync("send", "--to", "alice", "--text", "hello", "--journal", journal, "--dry-run");

        Assert.Equal(0, result.ExitCode);
        Assert.False(File.Exists(journal));
    }

    private static async Task IsRefusedAsync(string[] args, string word) =>
        (await new Cli().RunAsync(["send", "--text", "hello", "--dry-run", .. args])).IsRefused(word);
}
