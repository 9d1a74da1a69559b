using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace RxTim.Emulator.Tests.Inbox;

/// <summary>What the inbox shows of a file, after a restart and after a renewal.</summary>
public sealed class ArchiveFileTests : IDisposable
{
    private const string Version2 =
        """
        CREATE TABLE content(id INTEGER PRIMARY KEY, body BLOB NOT NULL, cloud TEXT, flags INTEGER NOT NULL) STRICT;
        CREATE TABLE message(id INTEGER PRIMARY KEY, content INTEGER NOT NULL, sender TEXT NOT NULL, time INTEGER NOT NULL,
            rand INTEGER NOT NULL, seq INTEGER NOT NULL, first INTEGER NOT NULL, receivers INTEGER NOT NULL) STRICT;
        CREATE INDEX message_sender ON message(sender);
        CREATE TABLE delivery(id INTEGER PRIMARY KEY, message INTEGER NOT NULL, receiver TEXT NOT NULL, rand INTEGER, seq INTEGER,
            state INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX delivery_receiver ON delivery(receiver);
        CREATE TABLE account(identifier TEXT PRIMARY KEY, nick TEXT, face_url TEXT, deleted INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """;

    // A send of two calls with another's between them, and one from inside the process, where each receiver has a random of its own.
    private const string Rows =
        """
        INSERT INTO content VALUES(1, CAST('[{"MsgType":"TIMTextElem","MsgContent":{"Text":"spring"}}]' AS BLOB), NULL, 0),
            (2, CAST('[{"MsgType":"TIMTextElem","MsgContent":{"Text":"summer"}}]' AS BLOB), NULL, 0),
            (3, CAST('[{"MsgType":"TIMTextElem","MsgContent":{"Text":"spring"}}]' AS BLOB), NULL, 0),
            (4, CAST('[{"MsgType":"TIMTextElem","MsgContent":{"Text":"inside"}}]' AS BLOB), NULL, 0);
        INSERT INTO message VALUES(1, 1, 'shop', 1700000000, 7, 1, 1, 2), (2, 2, 'shop', 1700000001, 8, 2, 3, 1),
            (3, 3, 'shop', 1700000002, 7, 3, 4, 1), (4, 4, 'shop', 1700000003, 100, 4, 5, 2), (5, 4, 'shop', 1700000004, 102, 6, 7, 2);
        INSERT INTO delivery(id, message, receiver, rand, seq) VALUES(1, 1, 'alice', NULL, NULL), (2, 1, 'bob', NULL, NULL),
            (3, 2, 'alice', NULL, NULL), (4, 3, 'carol', NULL, NULL), (5, 4, 'alice', NULL, NULL), (6, 4, 'bob', 101, 5),
            (7, 5, 'carol', NULL, NULL), (8, 5, 'dave', 103, 7);
        INSERT INTO account VALUES('zoe', 'Zoe', NULL, 0);
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rxtim");

    private string Db => Path.Combine(folder.FullName, "emulator.db");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_file_of_an_earlier_version_is_opened_and_its_messages_are_shown_as_sends(int version)
    {
        var tables = version == 1 ? Version2.Replace(",\n    state INTEGER NOT NULL DEFAULT 0", "", StringComparison.Ordinal) : Version2;
        Execute($"{tables} {Rows} PRAGMA user_version={version};");

        await using var running = await RunningServer.StartAsync(RunningServer.Options with { Db = Db });
        var sends = await running.ListAsync("sends");

        Assert.Equal(
            [("inside", 2, 4, 0), ("summer", 1, 1, 0), ("spring", 2, 3, 0)],
            sends.Select(static send => (
                send.GetProperty("text").GetString(), send.GetProperty("calls").GetInt32(), send.GetProperty("sent").GetInt32(),
                send.GetProperty("failed").GetInt32())));
        Assert.Equal(["carol", "bob", "alice"], await ReceiversAsync(running, $"send={sends[2].GetProperty("id").GetInt64()}"));
        Assert.Equal("Zoe", (await running.Client.GetAsync("emulator/account?id=zoe")).GetProperty("nick").GetString());
    }

    [Fact]
    public async Task A_send_that_an_earlier_version_began_goes_on_in_the_renewed_file()
    {
        Execute($"{Version2} {Rows} PRAGMA user_version=2;");
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { Db = Db });

        await running.SendAsync(7, "spring", ["dave"], "shop");

        Assert.Equal(4, (await running.Client.GetAsync("emulator/sends/1")).GetProperty("sent").GetInt32());
    }

    [Fact]
    public async Task After_a_restart_every_view_is_as_it_was()
    {
        string[] views =
        [
            "sends", "sends/1", "sends/1/failures", "calls", "calls/1", "calls/2", "accounts", "accounts?order=failures", "account?id=bob",
            "account/failures?id=bob", "messages", "messages/1",
        ];
        var before = new List<string>();
        await using (var first = await RunningServer.StartAsync(RunningServer.Options with { Db = Db }))
        {
            first.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("bob", 20009)] };
            await first.SendAsync(1, "one", ["alice", "bob"]);
            await first.Client.PostAsync(RawClient.BatchSend, "{");
            foreach (var view in views)
                before.Add((await first.Client.GetAsync($"emulator/{view}")).GetRawText());
        }

        await using var second = await RunningServer.StartAsync(RunningServer.Options with { Db = Db });
        foreach (var (view, text) in views.Zip(before))
            Assert.Equal(text, (await second.Client.GetAsync($"emulator/{view}")).GetRawText());

        await second.SendAsync(1, "one", ["bob"]);
        var send = await second.Client.GetAsync("emulator/sends/1");
        Assert.Equal([2, 2, 0], send.Numbers("calls", "sent", "failed"));
        Assert.Equal(3, (await second.Client.GetAsync("emulator/calls")).GetProperty("calls")[0].GetProperty("id").GetInt32());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task<List<string?>> ReceiversAsync(RunningServer running, string query) =>
        [.. (await running.ListAsync($"messages?{query}")).Texts("to")];

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Db};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
