using Microsoft.Data.Sqlite;

namespace RxTim.Emulator.Tests;

/// <summary>A database that cannot take a message now, and can later.</summary>
public sealed class FullDatabaseTests : IDisposable
{
    private static readonly Message Long = Sending.Hello with { CustomStr = new string('x', 20_000) };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rxtim");

    [Fact]
    public async Task A_message_that_could_not_be_kept_was_not_sent_and_is_no_repeat_the_next_time()
    {
        await using var archive = new Archive(Path.Combine(folder.FullName, "db"), capacity: 0);
        await using var emulator = new TimEmulator(archive: archive);
        Fill(archive);
        await Assert.ThrowsAsync<SqliteException>(() => SendAsync(emulator, Many()));

        MakeRoom(archive);
        await SendAsync(emulator, Many());

        Assert.Equal(5_000, archive.Kept());
        Assert.Equal(0, emulator.RepeatsDropped);
    }

    [Fact]
    public async Task A_repeat_of_a_message_that_is_not_kept_yet_is_answered_as_that_turns_out()
    {
        await using var archive = new Archive(Path.Combine(folder.FullName, "db"), capacity: 0);
        await using var emulator = new TimEmulator(archive: archive);
        Fill(archive);
        var (first, repeat) = archive.Read(_ =>
        {
            // The writer waits meanwhile, so the second call comes before the first is kept or not.
            return (SendAsync(emulator, Many()), SendAsync(emulator, ["u0"]));
        });

        await Assert.ThrowsAsync<SqliteException>(() => first);
        Assert.Equal(TimErrorCodes.RestInternalError3, Assert.Single((await repeat).Deliveries).Code);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static Task<ReceivedCall> SendAsync(TimEmulator emulator, string[] identifiers) => emulator.ReceiveAsync(
        new EmulatorMessage("shop", random: 42, sequence: 7, static () => Long), identifiers, TestContext.Current.CancellationToken);

    private static string[] Many() => [.. Enumerable.Range(0, 5_000).Select(static number => $"u{number}")];

    private static void Fill(Archive archive) => Execute(archive, "PRAGMA max_page_count=1");

    private static void MakeRoom(Archive archive) => Execute(archive, "PRAGMA max_page_count=1000000");

    private static void Execute(Archive archive, string sql) => archive.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    });
}
