using System.Diagnostics;
using System.Text.Json;

namespace RxTim.Emulator.Tests;

public sealed class DurabilityTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rxtim");

    private string Db => Path.Combine(folder.FullName, "emulator.db");

    [Fact]
    public async Task A_killed_process_has_kept_all_that_it_had_answered()
    {
        var answered = new HashSet<string>();
        for (var round = 0; round < 3; round++)
        {
            using var process = Start();
            var address = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            using var client = new RawClient(new Uri(address!));
            var calls = Enumerable.Range(0, 8).Select(caller => SendUntilKilledAsync(client, $"{round}-{caller}", answered)).ToList();
            await Eventually.TrueAsync(() => Count(answered) > (round + 1) * 5_000);

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            await Task.WhenAll(calls);
        }

        await using var running = await RunningServer.StartAsync(RunningServer.Options with { Db = Db });
        Assert.Empty(answered.Except(await AccountsAsync(running.Client)));
        Assert.Equal(answered.Count, answered.Intersect(await AccountsAsync(running.Client)).Count());
    }

    [Fact]
    public async Task Accounts_messages_and_sequences_go_on_after_a_restart()
    {
        var options = RunningServer.Options with { Db = Db, StrictAccounts = true };
        await using (var first = await RunningServer.StartAsync(options))
        {
            await first.Client.PostAsync("v4/im_open_login_svc/account_import", """{"UserID":"alice"}""");
            Assert.StartsWith("1_", await KeyAsync(first.Client));
        }

        await using var second = await RunningServer.StartAsync(options);
        Assert.StartsWith("2_", await KeyAsync(second.Client));
        var page = await second.Client.GetAsync("emulator/messages?account=alice");
        Assert.Equal(2, page.GetProperty("messages").GetArrayLength());

        static async Task<string?> KeyAsync(RawClient client) =>
            (await client.PostAsync(RawClient.BatchSend, RawClient.Body("""["alice"]"""))).GetProperty("MsgKey").GetString();
    }

    [Fact]
    public async Task A_file_that_another_server_has_or_that_is_something_else_is_refused_by_name()
    {
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { Db = Db });
        var other = Path.Combine(folder.FullName, "letter.txt");
        await File.WriteAllTextAsync(other, "Dear Sir or Madam, this is not a database.", TestContext.Current.CancellationToken);

        var taken = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningServer.StartAsync(RunningServer.Options with { Db = Db }));
        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningServer.StartAsync(RunningServer.Options with { Db = other }));

        Assert.Contains(Db, taken.Message);
        Assert.Contains(other, wrong.Message);
    }

    [Fact]
    public async Task Without_a_file_older_messages_make_room()
    {
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { MaxMessagesInMemory = 1_000 });
        var accounts = string.Join(',', Enumerable.Range(0, 500).Select(static number => $"\"u{number}\""));
        for (var call = 0; call < 60; call++)
            await running.Client.PostAsync(RawClient.BatchSend, RawClient.Body($"[{accounts}]", $",\"MsgSeq\":{call + 1}"));

        var state = await running.Client.GetAsync("emulator/state");
        Assert.InRange(state.GetProperty("kept").GetInt64(), 1_000, 11_000);
        Assert.Equal(30_000, state.GetProperty("sent").GetInt64());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static int Count(HashSet<string> answered)
    {
        lock (answered)
            return answered.Count;
    }

    private static async Task SendUntilKilledAsync(RawClient client, string name, HashSet<string> answered)
    {
        for (var call = 0; ; call++)
        {
            string[] identifiers = [.. Enumerable.Range(0, 100).Select(number => $"{name}-{call}-{number}")];
            try
            {
                var body = RawClient.Body($"[{string.Join(',', identifiers.Select(static identifier => $"\"{identifier}\""))}]");
                Assert.Equal(0, await client.CodeAsync(RawClient.BatchSend, body));
            }
            catch (HttpRequestException)
            {
                return;
            }
            lock (answered)
                answered.UnionWith(identifiers);
        }
    }

    private static async Task<HashSet<string>> AccountsAsync(RawClient client)
    {
        var accounts = new HashSet<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await client.GetAsync($"emulator/accounts?order=name&from={Uri.EscapeDataString(next)}");
            accounts.UnionWith(page.GetProperty("accounts").EnumerateArray().Select(static account => account.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        return accounts;
    }

    private Process Start() => Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "EmulatorProcess.dll"), Db])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
