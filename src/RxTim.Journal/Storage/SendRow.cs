using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>The one row that says what is sent, and to how many.</summary>
/// <param name="Param">The message with its random and sequence, and no identifiers.</param>
/// <param name="Details">What its maker says of it.</param>
/// <param name="Asked">How many identifiers.</param>
/// <param name="IsRecorded">Whether all of them are recorded.</param>
/// <param name="IsOpen">Whether a process had the journal open when this was written.</param>
internal sealed record SendRow(MsgBatchSendParam Param, JournalDetails Details, int Asked, bool IsRecorded, bool IsOpen)
{
    public static long ChecksumOf(byte[] param, byte[] details, long asked, bool recorded) =>
        new Checksum().Add(param).Add(details).Add(asked).Add(recorded ? 1 : 0).Value;

    /// <exception cref="JournalException">It is not there, or not as it was written.</exception>
    public static SendRow Read(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT param, details, asked, recorded, open, checksum FROM send";
        using var row = command.ExecuteReader();
        if (!row.Read())
            throw SqliteFaults.Damaged(path, "what is sent is missing");
        var param = row.GetFieldValue<byte[]>(0);
        var details = row.GetFieldValue<byte[]>(1);
        var (asked, recorded, isOpen) = (row.GetInt64(2), row.GetInt64(3) == 1, row.GetInt64(4) == 1);
        if (!recorded && asked == 0)
            throw JournalSchema.Incomplete(path);
        if (row.GetInt64(5) != ChecksumOf(param, details, asked, recorded) || asked is < 0 or > int.MaxValue)
            throw SqliteFaults.Damaged(path, "what is sent has changed");
        try
        {
            var said = JsonSerializer.Deserialize(details, DetailsJsonContext.Default.JournalDetails)!;
            return new SendRow(MsgBatchSendParam.Parse(param), said, (int)asked, recorded, isOpen);
        }
        catch (JsonException malformed)
        {
            throw SqliteFaults.Damaged(path, "what is sent cannot be read", malformed);
        }
    }

    public static void SetOpen(SqliteConnection connection, bool isOpen)
    {
        connection.Execute($"UPDATE send SET open = {(isOpen ? 1 : 0)}");
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
