using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>The rows of calls, and of who failed in a send. Only whoever writes uses it.</summary>
internal sealed class CallRows : IDisposable
{
    private readonly SendRows sends;
    private readonly SqliteCommand add;
    private readonly SqliteCommand answer;
    private readonly SqliteCommand fail;
    private readonly SqliteCommand failAgain;
    private readonly SqliteCommand settle;

    public CallRows(SqliteConnection connection, SendRows sends)
    {
        this.sends = sends;
        LastCall = connection.Number("SELECT coalesce(max(id), 0) FROM call");
        LastFailure = connection.Number("SELECT coalesce(max(id), 0) FROM failure");
        add = connection.Prepare("INSERT INTO call VALUES($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", 13);
        answer = connection.Prepare("UPDATE call SET answer = $1 WHERE id = $0", 2);
        fail = connection.Prepare("INSERT OR IGNORE INTO failure VALUES($0, $1, $2, $3, $4, 1, $5, 0)", 6);
        failAgain = connection.Prepare(
            "UPDATE failure SET call = $2, code = $3, tries = tries + 1, time = $4 WHERE send = $0 AND receiver = $1", 5);
        settle = connection.Prepare("UPDATE failure SET settled = 1 WHERE send = $0 AND receiver = $1 AND settled = 0", 2);
    }

    public long LastCall { get; private set; }

    public long LastFailure { get; private set; }

    public SqliteCommand[] Commands => [add, answer, fail, failAgain, settle];

    public void Add(CallRecord record)
    {
        var call = record.Call;
        var send = record.Message is null ? null : sends.Of(record.Message, call.Time);
        LastCall = Math.Max(LastCall, call.Id);
        add.Run(
            call.Id,
            send?.Id ?? (object)DBNull.Value,
            call.Time,
            call.Via,
            call.Api,
            call.Sender ?? (object)DBNull.Value,
            JsonSerializer.Serialize(call.Receivers, ReceiversJson.Default.StringArray),
            (long)call.Identifiers,
            (long)call.Failed,
            (long)call.Code,
            call.Info,
            record.Request ?? (object)DBNull.Value,
            record.Answer ?? (object)DBNull.Value);
        if (send is not null)
            sends.AddCall(send, call.Time, call.Identifiers, Fail(send, call, record.Failures));
    }

    public void Answer(long call, byte[] json) => answer.Run(call, json);

    /// <summary>Notes that receivers have a send now; gives how many of them had failed before.</summary>
    public int Settle(SendRow send, IReadOnlyList<Delivery> stored)
    {
        if (send.Failed == 0)
            return 0;
        var settled = 0;
        foreach (var delivery in stored)
            settled += settle.Run(send.Id, delivery.Receiver);
        return settled;
    }

    public void Dispose()
    {
        foreach (var command in Commands)
            command.Dispose();
    }

    // How many failed for the first time in their send.
    private int Fail(SendRow send, ArchivedCall call, (string Receiver, int Code)[] failures)
    {
        var added = 0;
        foreach (var (receiver, code) in failures)
        {
            if (fail.Run(LastFailure + 1, send.Id, receiver, call.Id, (long)code, call.Time) > 0)
            {
                LastFailure++;
                added++;
            }
            else
            {
                failAgain.Run(send.Id, receiver, call.Id, (long)code, call.Time);
            }
        }
        return added;
    }
}
