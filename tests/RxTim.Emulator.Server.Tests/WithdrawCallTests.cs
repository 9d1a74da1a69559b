using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public sealed class WithdrawCallTests : IDisposable
{
    private const string Withdraw = "v4/openim/admin_msgwithdraw";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rxtim");

    private string Db => Path.Combine(folder.FullName, "emulator.db");

    [Fact]
    public async Task A_message_is_taken_back_from_one_receiver_and_stays_with_the_others()
    {
        await using var running = await RunningServer.StartAsync();
        var key = await SendAsync(running);

        Assert.Equal(0, await running.Client.CodeAsync(Withdraw, Body("alice", key)));

        Assert.Equal(8, await FlagBitsAsync(running, "alice", "shop"));
        Assert.Equal(8, await FlagBitsAsync(running, "shop", "alice"));
        Assert.Equal(0, await FlagBitsAsync(running, "bob", "shop"));
        var page = await running.Client.GetAsync("emulator/messages?account=alice");
        Assert.True(Assert.Single(page.GetProperty("messages").EnumerateArray()).GetProperty("withdrawn").GetBoolean());
    }

    [Fact]
    public async Task One_that_is_taken_back_already_or_was_never_there_is_answered_with_its_code()
    {
        await using var running = await RunningServer.StartAsync();
        var key = await SendAsync(running);
        var onlineOnly = await SendAsync(running, ",\"OnlineOnlyFlag\":1", random: 8);

        Assert.Equal(0, await running.Client.CodeAsync(Withdraw, Body("alice", key)));
        Assert.Equal(20023, await running.Client.CodeAsync(Withdraw, Body("alice", key)));
        Assert.Equal(20022, await running.Client.CodeAsync(Withdraw, Body("carol", key)));
        Assert.Equal(20022, await running.Client.CodeAsync(Withdraw, Body("bob", "1_2_3")));
        Assert.Equal(20022, await running.Client.CodeAsync(Withdraw, Body("bob", key, from: "bob")));
        Assert.Equal(20022, await running.Client.CodeAsync(Withdraw, Body("bob", onlineOnly)));
    }

    [Fact]
    public async Task A_call_that_is_repeated_in_part_names_the_message_that_it_has_stored()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { TimeProvider = time, RepeatWindow = TimeSpan.FromSeconds(5) } });
        var first = await SendAsync(running, ",\"MsgSeq\":5", to: """["alice"]""");
        time.Advance(TimeSpan.FromSeconds(1));
        var second = await SendAsync(running, ",\"MsgSeq\":5");

        Assert.NotEqual(first, second);
        Assert.Equal(0, await running.Client.CodeAsync(Withdraw, Body("bob", second)));
        Assert.Equal(20022, await running.Client.CodeAsync(Withdraw, Body("alice", second)));
        Assert.Equal(0, await running.Client.CodeAsync(Withdraw, Body("alice", first)));
    }

    [Theory]
    [InlineData("{}", 90008)]
    [InlineData("""{"From_Account":1}""", 90008)]
    [InlineData("""{"From_Account":"gone","To_Account":"alice","MsgKey":"1_2_3"}""", 90008)]
    [InlineData("""{"From_Account":"shop"}""", 90003)]
    [InlineData("""{"From_Account":"shop","To_Account":["alice"],"MsgKey":"1_2_3"}""", 90003)]
    [InlineData("""{"From_Account":"shop","To_Account":"gone","MsgKey":"1_2_3"}""", 90003)]
    [InlineData("""{"From_Account":"shop","To_Account":"alice"}""", 90054)]
    [InlineData("""{"From_Account":"shop","To_Account":"alice","MsgKey":1}""", 90054)]
    [InlineData("""{"From_Account":"shop","To_Account":"alice","MsgKey":"1_2"}""", 90054)]
    [InlineData("""{"From_Account":"shop","To_Account":"alice","MsgKey":"1_2_x"}""", 90054)]
    public async Task What_is_asked_wrongly_is_refused_with_its_code(string body, int code)
    {
        await using var running = await RunningServer.StartAsync();
        await running.Client.PostAsync("v4/im_open_login_svc/account_delete", """{"DeleteItem":[{"UserID":"gone"}]}""");

        Assert.Equal(code, await running.Client.CodeAsync(Withdraw, body));
    }

    [Fact]
    public async Task What_was_taken_back_is_so_after_a_restart()
    {
        string key;
        await using (var first = await RunningServer.StartAsync(RunningServer.Options with { Db = Db }))
        {
            key = await SendAsync(first);
            await first.Client.PostAsync(Withdraw, Body("alice", key));
        }

        await using var second = await RunningServer.StartAsync(RunningServer.Options with { Db = Db });
        Assert.Equal(8, await FlagBitsAsync(second, "alice", "shop"));
        Assert.Equal(0, await FlagBitsAsync(second, "bob", "shop"));
        Assert.Equal(20023, await second.Client.CodeAsync(Withdraw, Body("alice", key)));
        Assert.Equal(0, await second.Client.CodeAsync(Withdraw, Body("bob", key)));
    }

    [Fact]
    public async Task A_file_of_an_emulator_that_could_not_take_back_is_read_and_can_from_then_on()
    {
        await using (var connection = new SqliteConnection($"Data Source={Db};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                """
                CREATE TABLE content(id INTEGER PRIMARY KEY, body BLOB NOT NULL, cloud TEXT, flags INTEGER NOT NULL) STRICT;
                CREATE TABLE message(id INTEGER PRIMARY KEY, content INTEGER NOT NULL, sender TEXT NOT NULL, time INTEGER NOT NULL,
                    rand INTEGER NOT NULL, seq INTEGER NOT NULL, first INTEGER NOT NULL, receivers INTEGER NOT NULL) STRICT;
                CREATE INDEX message_sender ON message(sender);
                CREATE TABLE delivery(id INTEGER PRIMARY KEY, message INTEGER NOT NULL, receiver TEXT NOT NULL, rand INTEGER,
                    seq INTEGER) STRICT;
                CREATE INDEX delivery_receiver ON delivery(receiver);
                CREATE TABLE account(identifier TEXT PRIMARY KEY, nick TEXT, face_url TEXT, deleted INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                INSERT INTO content VALUES(1, CAST('[{"MsgType":"TIMTextElem","MsgContent":{"Text":"old"}}]' AS BLOB), NULL, 0);
                INSERT INTO message VALUES(1, 1, 'shop', 1700000000, 7, 3, 1, 1);
                INSERT INTO delivery VALUES(1, 1, 'alice', NULL, NULL);
                PRAGMA user_version=1;
                """;
            command.ExecuteNonQuery();
        }

        await using var running = await RunningServer.StartAsync(RunningServer.Options with { Db = Db });

        Assert.Equal(0, await FlagBitsAsync(running, "alice", "shop"));
        Assert.Equal(0, await running.Client.CodeAsync(Withdraw, Body("alice", "3_7_1700000000")));
        Assert.Equal(8, await FlagBitsAsync(running, "alice", "shop"));
        Assert.StartsWith("4_", await SendAsync(running));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string Body(string receiver, string key, string from = "shop") =>
        $$"""{"From_Account":"{{from}}","To_Account":"{{receiver}}","MsgKey":"{{key}}"}""";

    private static async Task<string> SendAsync(
        RunningServer running, string more = "", int random = 7, string to = """["alice","bob"]""")
    {
        var body = RawClient.Body(to, $",\"From_Account\":\"shop\"{more}").Replace("\"MsgRandom\":7", $"\"MsgRandom\":{random}");
        return (await running.Client.PostAsync(RawClient.BatchSend, body)).GetProperty("MsgKey").GetString()!;
    }

    private static async Task<int> FlagBitsAsync(RunningServer running, string user, string peer)
    {
        var history = await running.Client.PostAsync(
            "v4/openim/admin_getroammsg",
            $$"""{"Operator_Account":"{{user}}","Peer_Account":"{{peer}}","MaxCnt":10,"MinTime":0,"MaxTime":4294967295}""");
        return Assert.Single(history.GetProperty("MsgList").EnumerateArray()).GetProperty("MsgFlagBits").GetInt32();
    }
}
