using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>The archive's prepared statements, and the numbers that its rows get. Only whoever writes uses it.</summary>
internal sealed class ArchiveStatements : IDisposable
{
    // Rows that are pruned at once, so that pruning is rare.
    private const int PruneStep = 10_000;

    private readonly int? capacity;
    private readonly SqliteCommand addContent;
    private readonly SqliteCommand addMessage;
    private readonly DeliveryInsert addDelivery;
    private readonly SqliteCommand setAccount;
    private readonly SqliteCommand prune;
    private long lastContent;
    private long lastMessage;
    private long lastDelivery;
    private long prunedDelivery;

    // The content of the last message: a send of many calls has the same in each.
    private SentContent? content;

    public ArchiveStatements(SqliteConnection connection, int? capacity)
    {
        this.capacity = capacity;
        lastContent = Max("content", "id");
        lastMessage = Max("message", "id");
        lastDelivery = Max("delivery", "id");
        LastSequence = Math.Max(Max("message", "seq"), Max("delivery", "seq"));

        addContent = Prepare("INSERT INTO content VALUES($0, $1, $2, $3)", 4);
        addMessage = Prepare("INSERT INTO message VALUES($0, $1, $2, $3, $4, $5, $6, $7)", 8);
        addDelivery = new DeliveryInsert(connection);
        States = new DeliveryStates(connection);
        setAccount = Prepare("INSERT OR REPLACE INTO account VALUES($0, $1, $2, $3)", 4);
        prune = Prepare(
            """
            DELETE FROM delivery WHERE id <= $0;
            DELETE FROM message WHERE id < (SELECT message FROM delivery ORDER BY id LIMIT 1);
            DELETE FROM content WHERE id < (SELECT content FROM message ORDER BY id LIMIT 1);
            """,
            1);

        long Max(string table, string column)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT coalesce(max({column}), 0) FROM {table}";
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }

        SqliteCommand Prepare(string sql, int parameters)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters; i++)
                command.Parameters.Add(new SqliteParameter($"${i}", null));
            return command;
        }
    }

    public long LastSequence { get; }

    public DeliveryStates States { get; }

    /// <summary>What follows belongs to the transaction.</summary>
    public void Begin(SqliteTransaction transaction)
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[addContent, addMessage, setAccount, prune, .. States.Commands])
            command.Transaction = transaction;
    }

    /// <summary>Says that the last transaction came to nothing.</summary>
    public void Forget() => content = null;

    public void Add(EmulatorMessage message, IReadOnlyList<Delivery> deliveries)
    {
        AddContent(RestForms.Of(message));
        var first = deliveries[0];
        Execute(
            addMessage,
            ++lastMessage,
            lastContent,
            message.Sender,
            (long)first.ServerTime,
            unchecked((long)first.Random),
            unchecked((long)first.Sequence),
            lastDelivery + 1,
            (long)deliveries.Count);

        foreach (var delivery in deliveries)
        {
            addDelivery.Add(
                ++lastDelivery,
                lastMessage,
                delivery.Receiver,
                delivery.Random == first.Random ? null : delivery.Random,
                delivery.Sequence == first.Sequence ? null : delivery.Sequence);
        }
    }

    public void SetAccount(string identifier, string? nick, string? faceUrl, bool exists) =>
        Execute(setAccount, identifier, nick ?? (object)DBNull.Value, faceUrl ?? (object)DBNull.Value, exists ? 0L : 1L);

    /// <summary>Makes room, where there is not enough for all.</summary>
    public void Prune()
    {
        if (lastDelivery - capacity - prunedDelivery < PruneStep || capacity is null)
            return;
        prunedDelivery = lastDelivery - capacity.Value;
        Execute(prune, prunedDelivery);
    }

    public void Dispose()
    {
        addContent.Dispose();
        addMessage.Dispose();
        addDelivery.Dispose();
        States.Dispose();
        setAccount.Dispose();
        prune.Dispose();
    }

    private void AddContent(SentContent added)
    {
        if (content is { } last
            && last.Flags == added.Flags
            && last.CloudCustomData == added.CloudCustomData
            && last.MsgBody.Span.SequenceEqual(added.MsgBody.Span))
            return;
        Execute(addContent, ++lastContent, added.MsgBody.ToArray(), added.CloudCustomData ?? (object)DBNull.Value, (long)added.Flags);
        content = added;
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}
