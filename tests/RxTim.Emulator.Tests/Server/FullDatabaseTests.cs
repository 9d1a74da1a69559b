using Microsoft.Data.Sqlite;

namespace RxTim.Emulator.Tests;

/// <summary>A database that cannot take a message now, and can later.</summary>
public sealed class FullDatabaseTests : IDisposable
{
    private static readonly Message Again = Sending.Hello with { Rand = 42, Seq = 7, CustomStr = new string('x', 20_000) };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rxtim");

    [Fact]
    public async Task A_message_that_could_not_be_kept_was_not_sent_and_is_no_repeat_the_next_time()
    {
        await using var archive = new Archive(Path.Combine(folder.FullName, "db"), capacity: 0);
        var backend = new Backend(new TimEmulatorOptions(), archive);
        Fill(archive);
        await Assert.ThrowsAsync<SqliteException>(() => backend.Receive(Again, Many()).Kept);

        MakeRoom(archive);
        await backend.Receive(Again, Many()).Kept;

        Assert.Equal(5_000, archive.Kept());
        Assert.Equal(0, backend.Repeats);
    }

    [Fact]
    public async Task A_repeat_of_a_message_that_is_not_kept_yet_is_answered_as_that_turns_out()
    {
        await using var archive = new Archive(Path.Combine(folder.FullName, "db"), capacity: 0);
        var backend = new Backend(new TimEmulatorOptions(), archive);
        Fill(archive);
        Received repeat = default;
        var first = archive.Read(_ =>
        {
            // The writer waits meanwhile, so the second call comes before the first is kept or not.
            var received = backend.Receive(Again, Many());
            repeat = backend.Receive(Again, ["u0"]);
            return received;
        });

        await Assert.ThrowsAsync<SqliteException>(() => first.Kept);
        await repeat.Kept;
        Assert.Equal(TimErrorCodes.RestInternalError3, Assert.Single(repeat.Deliveries).Code);
    }

    public void Dispose() => folder.Delete(recursive: true);

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
