using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>
/// The rows of sends: what has the same sender, random, sequence and content is one send, whichever calls brought it and however long they
/// were apart. Where the sender gave no random, a message object is a send. Only whoever writes uses it.
/// </summary>
internal sealed class SendRows : IDisposable
{
    private const int MostAlike = 16;

    private readonly SqliteCommand addContent;
    private readonly SqliteCommand add;
    private readonly SqliteCommand find;
    private readonly SqliteCommand exists;
    private readonly SqliteCommand addSent;
    private readonly SqliteCommand addCall;

    // The sends of messages without a random, by the message.
    private readonly ConditionalWeakTable<EmulatorMessage, SendRow> withoutRandom = [];

    private long lastContent;
    private long lastSend;

    // The send and the content that the last message had: the next one often has the same.
    private SendRow? latest;
    private (long Id, SentContent Content)? content;

    public SendRows(SqliteConnection connection)
    {
        lastContent = connection.Number("SELECT coalesce(max(id), 0) FROM content");
        lastSend = connection.Number("SELECT coalesce(max(id), 0) FROM send");
        addContent = connection.Prepare("INSERT INTO content VALUES($0, $1, $2, $3)", 4);
        add = connection.Prepare("INSERT INTO send VALUES($0, $1, $2, $3, $4, $5, $6, $7, $7, 0, 0, 0, 0)", 8);
        find = connection.Prepare(
            $"""
            SELECT s.id, s.content, c.body, c.cloud, c.flags, s.failed FROM send s JOIN content c ON c.id = s.content
            WHERE s.rand = $0 AND s.seq = $1 AND s.sender = $2 ORDER BY s.id DESC LIMIT {MostAlike}
            """,
            3);
        exists = connection.Prepare("SELECT count(*) FROM send WHERE id = $0", 1);
        addSent = connection.Prepare("UPDATE send SET sent = sent + $1, failed = failed - $2 WHERE id = $0", 3);
        addCall = connection.Prepare(
            """
            UPDATE send SET calls = calls + 1, asked = asked + $1, failed = failed + $2, last = $3,
                time = CASE WHEN calls = 0 THEN $3 ELSE time END WHERE id = $0
            """,
            4);
    }

    public SqliteCommand[] Commands => [addContent, add, find, exists, addSent, addCall];

    /// <summary>The send that a message belongs to; made if it is the first of it.</summary>
    public SendRow Of(EmulatorMessage message, long milliseconds)
    {
        var sent = RestForms.Of(message);
        if (latest is { } same && same.Fits(message, sent))
            return same;
        latest = Find(message, sent) ?? Add(message, sent, milliseconds);
        if (message.Random == 0)
            withoutRandom.AddOrUpdate(message, latest);
        return latest;
    }

    /// <summary>Counts receivers that have it now, and those of them that had failed before.</summary>
    public void AddSent(SendRow send, int receivers, int settled)
    {
        send.Failed -= settled;
        addSent.Run(send.Id, (long)receivers, (long)settled);
    }

    /// <summary>Counts a call, and those who fail since.</summary>
    public void AddCall(SendRow send, long milliseconds, int identifiers, int failed)
    {
        send.Failed += failed;
        addCall.Run(send.Id, (long)identifiers, (long)failed, milliseconds);
    }

    /// <summary>Says that rows that are remembered may be gone.</summary>
    public void Forget()
    {
        latest = null;
        content = null;
        withoutRandom.Clear();
    }

    /// <summary>Says that old sends may be gone.</summary>
    public void ForgetLatest() => (latest, content) = (null, null);

    public void Dispose()
    {
        foreach (var command in Commands)
            command.Dispose();
    }

    private SendRow? Find(EmulatorMessage message, SentContent sent)
    {
        if (message.Random == 0)
            return withoutRandom.TryGetValue(message, out var known) && exists.Number(known.Id) > 0 ? known : null;
        find.Set(unchecked((long)message.Random), unchecked((long)message.Sequence), message.Sender);
        using var row = find.ExecuteReader();
        while (row.Read())
        {
            var found = new SentContent(
                row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? null : row.GetString(3), (SentFlags)row.GetInt64(4));
            if (found.IsSameAs(sent))
                return new SendRow(row.GetInt64(0), row.GetInt64(1), message, sent) { Failed = row.GetInt64(5) };
        }
        return null;
    }

    private SendRow Add(EmulatorMessage message, SentContent sent, long milliseconds)
    {
        if (content is not { } last || !last.Content.IsSameAs(sent))
        {
            addContent.Run(++lastContent, sent.MsgBody.ToArray(), sent.CloudCustomData ?? (object)DBNull.Value, (long)sent.Flags);
            content = (lastContent, sent);
        }
        var (via, api) = CallSource.Of(message);
        add.Run(
            ++lastSend,
            content.Value.Id,
            message.Sender,
            unchecked((long)message.Random),
            unchecked((long)message.Sequence),
            via,
            api,
            milliseconds);
        return new SendRow(lastSend, content.Value.Id, message, sent);
    }
}
