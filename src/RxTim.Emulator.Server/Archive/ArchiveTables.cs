namespace RxTim.Emulator;

/// <summary>
/// The archive's tables: each content once, each send once, the messages and calls of a send, and one narrow row for each receiver, whose
/// random and sequence are there only where they are its own. A message's receivers have numbers in a row, the first in <c>first</c>. Who
/// failed has one row in each send.
/// </summary>
internal static class ArchiveTables
{
    /// <summary>The version of the tables below.</summary>
    public const long Version = 3;

    private const string Messages =
        """
        CREATE TABLE content(id INTEGER PRIMARY KEY, body BLOB NOT NULL, cloud TEXT, flags INTEGER NOT NULL) STRICT;
        CREATE TABLE message(id INTEGER PRIMARY KEY, content INTEGER NOT NULL, sender TEXT NOT NULL, time INTEGER NOT NULL,
            rand INTEGER NOT NULL, seq INTEGER NOT NULL, first INTEGER NOT NULL, receivers INTEGER NOT NULL,
            send INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX message_sender ON message(sender);
        CREATE INDEX message_send ON message(send);
        CREATE TABLE delivery(id INTEGER PRIMARY KEY, message INTEGER NOT NULL, receiver TEXT NOT NULL, rand INTEGER, seq INTEGER,
            state INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX delivery_receiver ON delivery(receiver);
        CREATE TABLE account(identifier TEXT PRIMARY KEY, nick TEXT, face_url TEXT, deleted INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """;

    // A send's random and sequence are those that its sender gave; 0 where none was given.
    private const string Sends =
        """
        CREATE TABLE send(id INTEGER PRIMARY KEY, content INTEGER NOT NULL, sender TEXT NOT NULL, rand INTEGER NOT NULL,
            seq INTEGER NOT NULL, via TEXT NOT NULL, api TEXT NOT NULL, time INTEGER NOT NULL, last INTEGER NOT NULL,
            calls INTEGER NOT NULL, asked INTEGER NOT NULL, sent INTEGER NOT NULL, failed INTEGER NOT NULL) STRICT;
        CREATE INDEX send_key ON send(rand, seq, sender);
        CREATE TABLE call(id INTEGER PRIMARY KEY, send INTEGER, time INTEGER NOT NULL, via TEXT NOT NULL, api TEXT NOT NULL,
            sender TEXT, receivers TEXT NOT NULL, identifiers INTEGER NOT NULL, failed INTEGER NOT NULL, code INTEGER NOT NULL,
            info TEXT NOT NULL, request BLOB, answer BLOB) STRICT;
        CREATE INDEX call_send ON call(send);
        CREATE TABLE failure(id INTEGER PRIMARY KEY, send INTEGER NOT NULL, receiver TEXT NOT NULL, call INTEGER NOT NULL,
            code INTEGER NOT NULL, tries INTEGER NOT NULL, time INTEGER NOT NULL, settled INTEGER NOT NULL,
            UNIQUE(send, receiver)) STRICT;
        CREATE INDEX failure_receiver ON failure(receiver, settled);
        CREATE INDEX failure_code ON failure(send, settled, code);
        """;

    // Then nothing could be taken back or read.
    private const string FromVersion1 = "ALTER TABLE delivery ADD COLUMN state INTEGER NOT NULL DEFAULT 0;";

    // Then only messages were kept: those of the same content, sender and random are taken for one send. A second receiver with a random
    // of its own shows that the sender gave none.
    private const string FromVersion2 =
        """
        ALTER TABLE message ADD COLUMN send INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX message_send ON message(send);
        CREATE TEMP TABLE same(id INTEGER PRIMARY KEY, first INTEGER);
        INSERT INTO same SELECT id, min(id) OVER (PARTITION BY body, cloud, flags) FROM content;
        CREATE TEMP TABLE part(id INTEGER PRIMARY KEY, send INTEGER);
        INSERT INTO part SELECT m.id, min(m.id) OVER (
                PARTITION BY same.first, m.sender, CASE WHEN d.rand IS NULL THEN m.rand ELSE 0 END)
            FROM message m JOIN same ON same.id = m.content LEFT JOIN delivery d ON d.id = m.first + 1 AND d.message = m.id;
        UPDATE message SET send = (SELECT send FROM part WHERE part.id = message.id);
        INSERT INTO send SELECT p.send, first.content, first.sender,
                CASE WHEN EXISTS(SELECT 1 FROM delivery d WHERE d.id = first.first + 1 AND d.message = first.id AND d.rand IS NOT NULL)
                    THEN 0 ELSE first.rand END,
                0, '', '', min(m.time) * 1000, max(m.time) * 1000, count(*), sum(m.receivers), sum(m.receivers), 0
            FROM part p JOIN message m ON m.id = p.id JOIN message first ON first.id = p.send GROUP BY p.send;
        DROP TABLE part;
        DROP TABLE same;
        """;

    /// <summary>Makes the tables.</summary>
    public static string New { get; } = $"{Messages} {Sends} PRAGMA user_version={Version};";

    /// <summary>Makes the tables of an earlier version into these; null if the version is none of those.</summary>
    public static string? Renewal(long version) => version switch
    {
        1 => $"{FromVersion1} {Sends} {FromVersion2} PRAGMA user_version={Version};",
        2 => $"{Sends} {FromVersion2} PRAGMA user_version={Version};",
        _ => null,
    };
}
