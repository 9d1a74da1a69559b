using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>The archive's prepared statements, and the numbers that its rows get. Only whoever writes uses it.</summary>
internal sealed class ArchiveStatements : IDisposable
{
    // Rows that are pruned at once, so that pruning is rare.
    private const int PruneStep = 10_000;

    // The most calls that are kept without a file.
    private const int MostCalls = 10_000;

    private readonly int? capacity;
    private readonly SqliteCommand addMessage;
    private readonly DeliveryInsert addDelivery;
    private readonly SqliteCommand setAccount;
    private readonly SqliteCommand prune;
    private readonly SqliteCommand clear;
    private long lastMessage;
    private long lastDelivery;

    // The numbers up to which rows are gone.
    private (long Delivery, long Call, long Failure) pruned;

    public ArchiveStatements(SqliteConnection connection, int? capacity)
    {
        this.capacity = capacity;
        lastMessage = Max("message", "id");
        lastDelivery = Max("delivery", "id");
        LastSequence = Math.Max(Max("message", "seq"), Max("delivery", "seq"));

        addMessage = connection.Prepare("INSERT INTO message VALUES($0, $1, $2, $3, $4, $5, $6, $7, $8)", 9);
        addDelivery = new DeliveryInsert(connection);
        States = new DeliveryStates(connection);
        Sends = new SendRows(connection);
        Calls = new CallRows(connection, Sends);
        setAccount = connection.Prepare("INSERT OR REPLACE INTO account VALUES($0, $1, $2, $3)", 4);
        prune = connection.Prepare(
            """
            DELETE FROM delivery WHERE id <= $0;
            DELETE FROM message WHERE id < coalesce((SELECT message FROM delivery ORDER BY id LIMIT 1), 0);
            DELETE FROM call WHERE id <= $1;
            DELETE FROM failure WHERE id <= $2;
            DELETE FROM send WHERE NOT EXISTS(SELECT 1 FROM message WHERE send = send.id)
                AND NOT EXISTS(SELECT 1 FROM call WHERE send = send.id) AND NOT EXISTS(SELECT 1 FROM failure WHERE send = send.id);
            DELETE FROM content WHERE id NOT IN (SELECT content FROM send);
            """,
            3);
        clear = connection.Prepare(
            "DELETE FROM delivery; DELETE FROM message; DELETE FROM call; DELETE FROM failure; DELETE FROM send; DELETE FROM content;", 0);

        long Max(string table, string column) => connection.Number($"SELECT coalesce(max({column}), 0) FROM {table}");
    }

    public long LastSequence { get; }

    public DeliveryStates States { get; }

    public SendRows Sends { get; }

    public CallRows Calls { get; }

    /// <summary>What follows belongs to the transaction.</summary>
    public void Begin(SqliteTransaction transaction)
    {
        SqliteCommand[] own = [addMessage, setAccount, prune, clear];
        foreach (var command in own.Concat(States.Commands).Concat(Sends.Commands).Concat(Calls.Commands))
            command.Transaction = transaction;
    }

    /// <summary>Says that the last transaction came to nothing.</summary>
    public void Forget() => Sends.Forget();

    public void Add(EmulatorMessage message, IReadOnlyList<Delivery> deliveries)
    {
        var first = deliveries[0];
        var send = Sends.Of(message, (long)first.ServerTime * 1000);
        addMessage.Run(
            ++lastMessage,
            send.Content,
            message.Sender,
            (long)first.ServerTime,
            unchecked((long)first.Random),
            unchecked((long)first.Sequence),
            lastDelivery + 1,
            (long)deliveries.Count,
            send.Id);

        foreach (var delivery in deliveries)
        {
            addDelivery.Add(
                ++lastDelivery,
                lastMessage,
                delivery.Receiver,
                delivery.Random == first.Random ? null : delivery.Random,
                delivery.Sequence == first.Sequence ? null : delivery.Sequence);
        }
        Sends.AddSent(send, deliveries.Count, Calls.Settle(send, deliveries));
    }

    public void SetAccount(string identifier, string? nick, string? faceUrl, bool exists) =>
        setAccount.Run(identifier, nick ?? (object)DBNull.Value, faceUrl ?? (object)DBNull.Value, exists ? 0L : 1L);

    /// <summary>Makes room, where there is not enough for all.</summary>
    public void Prune()
    {
        if (capacity is not { } most)
            return;
        var until = (Delivery: lastDelivery - most, Call: Calls.LastCall - Math.Min(most, MostCalls), Failure: Calls.LastFailure - most);
        if (until.Delivery - pruned.Delivery < PruneStep
            && until.Call - pruned.Call < Math.Min(most, MostCalls)
            && until.Failure - pruned.Failure < PruneStep)
            return;
        pruned = until;
        prune.Run(until.Delivery, until.Call, until.Failure);
        Sends.ForgetLatest();
    }

    /// <summary>Takes all away but the accounts. Numbers go on as long as the process runs.</summary>
    public void Clear()
    {
        clear.ExecuteNonQuery();
        Sends.Forget();
    }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[addMessage, setAccount, prune, clear])
            command.Dispose();
        addDelivery.Dispose();
        States.Dispose();
        Sends.Dispose();
        Calls.Dispose();
    }
}
