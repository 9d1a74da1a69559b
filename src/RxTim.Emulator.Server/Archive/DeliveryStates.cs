using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>Changes what became of messages at their receivers. Only whoever writes uses it.</summary>
internal sealed class DeliveryStates : IDisposable
{
    private const string OfPair =
        """
        FROM delivery d JOIN message m ON m.id = d.message JOIN content c ON c.id = m.content
        WHERE d.receiver = $receiver AND m.sender = $sender AND m.time = $time
            AND coalesce(d.seq, m.seq) = $seq AND coalesce(d.rand, m.rand) = $rand
        """;

    private readonly SqliteCommand find;
    private readonly SqliteCommand has;
    private readonly SqliteCommand set;
    private readonly SqliteCommand read;

    public DeliveryStates(SqliteConnection connection)
    {
        // What is in no history cannot be taken back. Of several, one that still stands comes first.
        find = Prepare(
            $"SELECT d.id, d.state {OfPair} AND c.flags & {(int)SentFlags.OnlineOnly} = 0 ORDER BY d.state & {(int)DeliveryState.Withdrawn}",
            "$receiver",
            "$sender",
            "$time",
            "$seq",
            "$rand");
        has = Prepare($"SELECT count(*) {OfPair}", "$receiver", "$sender", "$time", "$seq", "$rand");
        set = Prepare("UPDATE delivery SET state = state | $state WHERE id = $id", "$state", "$id");
        read = Prepare(
            $"""
            UPDATE delivery SET state = state | {(int)DeliveryState.Read}
            WHERE receiver = $reader AND state & {(int)DeliveryState.Read} = 0
                AND message IN (SELECT id FROM message WHERE sender = $peer AND time <= $until)
            """,
            "$reader",
            "$peer",
            "$until");

        SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var parameter in parameters)
                command.Parameters.Add(new SqliteParameter(parameter, null));
            return command;
        }
    }

    public SqliteCommand[] Commands => [find, has, set, read];

    /// <summary>0 if the message is taken back now, or the code that says why not.</summary>
    public int Withdraw(string sender, string receiver, MsgKey key)
    {
        Set(find, receiver, sender, key.Time, unchecked((long)key.Sequence), unchecked((long)key.Random));
        long id;
        using (var row = find.ExecuteReader())
        {
            if (!row.Read())
                return TimErrorCodes.MessageNotFound;
            if (((DeliveryState)row.GetInt64(1)).HasFlag(DeliveryState.Withdrawn))
                return TimErrorCodes.MessageWithdrawn;
            id = row.GetInt64(0);
        }
        Set(set, (long)DeliveryState.Withdrawn, id);
        set.ExecuteNonQuery();
        return 0;
    }

    /// <summary>Marks what the reader got from the peer until a second as read.</summary>
    public void Read(string reader, string peer, long until)
    {
        Set(read, reader, peer, until);
        read.ExecuteNonQuery();
    }

    /// <summary>Whether the same message is there, in either direction: same sequence, random and second.</summary>
    public bool Has(in Delivery delivery) =>
        Has(delivery, delivery.Receiver, delivery.Message.Sender) || Has(delivery, delivery.Message.Sender, delivery.Receiver);

    public void Dispose()
    {
        foreach (var command in Commands)
            command.Dispose();
    }

    private bool Has(in Delivery delivery, string receiver, string sender)
    {
        Set(
            has,
            receiver,
            sender,
            (long)delivery.ServerTime,
            unchecked((long)delivery.Sequence),
            unchecked((long)delivery.Random));
        return (long)has.ExecuteScalar()! > 0;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }
}
