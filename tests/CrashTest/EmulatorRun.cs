using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace CrashTest;

/// <summary>The emulator in a process of its own, on a port that stays the same when it is killed and started again.</summary>
internal sealed class EmulatorRun : IDisposable
{
    private const string SecretVariable = "RXTIM_CRASH_SECRET";

    private readonly World world;
    private readonly string db;
    private readonly int port = Ports.Free();
    private Process? process;

    static EmulatorRun() => Environment.SetEnvironmentVariable(SecretVariable, "a secret key for tests");

    public EmulatorRun(World world, string db)
    {
        this.world = world;
        this.db = db;
    }

    /// <summary>More of its options.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>The recipients that it takes in a minute; 0 for no limit.</summary>
    public int RecipientsPerMinute { get; init; }

    /// <summary>How long it takes over an answer.</summary>
    public string Latency { get; init; } = "10ms..60ms";

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>The options with which it is reached.</summary>
    public string[] Reach =>
        ["--rest", $"http://127.0.0.1:{port}", "--sdk-app-id", "1400000001", "--admin", "administrator", "--secret-env", SecretVariable];

    /// <summary>Starts it, and waits until it listens.</summary>
    public async Task StartAsync()
    {
        if (!await TryStartAsync())
            throw new InvalidOperationException("The emulator did not start.");
    }

    /// <summary>Starts it, and waits until it listens; false if it ended before.</summary>
    public async Task<bool> TryStartAsync(KillPoint? killed = null)
    {
        string[] args =
        [
            "emulator", "--port", $"{port}", "--db", db, "--latency", Latency, "--calls-per-second", "0",
            "--messages-per-minute", $"{RecipientsPerMinute}",
            "--sdk-app-id", "1400000001", "--admin", "administrator", "--secret-env", SecretVariable, .. Options,
        ];
        var start = new ProcessStartInfo(world.Program, args) { RedirectStandardOutput = true };
        killed?.Prepare(start);
        process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Ctrl+C", StringComparison.Ordinal))
                return true;
        }
        await process.WaitForExitAsync();
        return false;
    }

    /// <summary>Asks it to stop, and waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        // It may have ended by itself, and kill complains of that.
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-TERM", $"{process!.Id}"]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>How many messages each user has.</summary>
    public Dictionary<string, int> Messages() => Count("true");

    /// <summary>How many messages each user has that were not taken back: their <c>MsgFlagBits</c> are not 8.</summary>
    public Dictionary<string, int> Standing() => Count("state & 1 = 0");

    public void Dispose()
    {
        if (process is null)
            return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private Dictionary<string, int> Count(string condition)
    {
        // Killed, so that nobody has the file; what it kept is in the file and its write-ahead log.
        using var connection = new SqliteConnection($"Data Source={db};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT receiver, count(*) FROM delivery WHERE {condition} GROUP BY receiver";
        using var row = command.ExecuteReader();
        var messages = new Dictionary<string, int>();
        while (row.Read())
            messages.Add(row.GetString(0), row.GetInt32(1));
        return messages;
    }
}
