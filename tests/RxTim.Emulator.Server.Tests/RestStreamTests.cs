using RxTim.Rest;

namespace RxTim.Emulator.Tests;

/// <summary>What the documented codes become in a stream, over real HTTP: the REST transport against the server.</summary>
public sealed class RestStreamTests : IAsyncLifetime
{
    private static readonly string[] Three = ["alice", "bob", "carol"];

    private readonly HttpClient http = new();
    private RunningServer running = null!;

    /// <summary>The codes of the REST documentation that end a call, other than those for the whole app and for too many calls.</summary>
    public static TheoryData<int> CallCodes =>
    [
        90001, 90002, 90003, 90005, 90007, 90008, 90010, 90011, 90012, 90026, 90044, 90031, 90048, 90992, 90994, 90995, 91000, 70169, 70500,
        93000, 80001, 70107,
    ];

    public static TheoryData<int> FatalCodes => [70001, 70003, 70005, 70009, 70013, 70014, 90009, 60010, 70403];

    public static TheoryData<int> ThrottledCodes => [60006, 60007];

    public async ValueTask InitializeAsync() => running = await RunningServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await running.DisposeAsync();
    }

    [Theory, MemberData(nameof(CallCodes))]
    public async Task S5_A_refused_call_gives_each_of_its_identifiers_the_code(int code)
    {
        running.Server.Emulator.Faults = new EmulatorFaults { Refusal = new CallRefusal(code) };
        await using var client = new TimClient(Transport());
        var results = await SendAsync(client);
        Assert.Equal(Three, results.Select(result => result.Identifier));
        Assert.All(results, result => Assert.Equal(code, result.Code));
        Assert.Equal(0, running.Server.Emulator.MessagesStored);
    }

    [Theory, MemberData(nameof(FatalCodes))]
    public async Task S5_A_code_that_holds_for_every_call_stops_the_send(int code)
    {
        running.Server.Emulator.Faults = new EmulatorFaults { Refusal = new CallRefusal(code) };
        await using var client = new TimClient(Transport());
        var stop = await Assert.ThrowsAsync<TimException>(() => SendAsync(client));
        Assert.Equal((code, 3, 0), (stop.Code, stop.Attempted, stop.Answered));
        Assert.Equal(Three, stop.Refused);
    }

    [Theory, MemberData(nameof(CallCodes)), MemberData(nameof(FatalCodes))]
    public async Task S5_What_an_entry_says_is_a_value_for_its_identifier_alone(int code)
    {
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("bob", code)] };
        await using var client = new TimClient(Transport());
        var results = await SendAsync(client);
        Assert.Equal([("alice", 0), ("bob", code), ("carol", 0)], results.OrderBy(r => r.Identifier).Select(r => (r.Identifier, r.Code)));
    }

    [Theory, MemberData(nameof(ThrottledCodes))]
    public async Task Too_many_calls_only_delay_the_send(int code)
    {
        running.Server.Emulator.Faults = new EmulatorFaults { Refusal = new CallRefusal(code) };
        await using var client = new TimClient(Transport());
        var sending = SendAsync(client);
        await Eventually.TrueAsync(() => running.Server.Emulator.CallsReceived > 0);
        running.Server.Emulator.Faults = new EmulatorFaults();
        Assert.All(await sending, result => Assert.True(result.IsSuccess));
        Assert.Equal(3, running.Server.Emulator.MessagesStored);
    }

    [Theory]
    [InlineData("expired", 70001)]
    [InlineData("forged", 70009)]
    [InlineData("cut", 70003)]
    [InlineData("other identifier", 70013)]
    [InlineData("other app", 70014)]
    public async Task S5_A_UserSig_that_is_no_good_stops_the_send_with_its_code(string fault, int code)
    {
        var now = DateTimeOffset.UtcNow;
        var (app, admin, secret, day) = (RawClient.App, running.Server.Admin, RawClient.Secret, TimeSpan.FromDays(1));
        var userSig = fault switch
        {
            "expired" => UserSig.Create(app, secret, admin, day, now - 2 * day),
            "forged" => UserSig.Create(app, secret + "x", admin, day, now),
            "cut" => UserSig.Create(app, secret, admin, day, now)[..^8],
            "other identifier" => UserSig.Create(app, secret, "mallory", day, now),
            _ => UserSig.Create(app + 1, secret, admin, day, now),
        };
        await using var client = new TimClient(Transport(UserSigSource.Fixed(userSig)));
        var stop = await Assert.ThrowsAsync<TimException>(() => SendAsync(client));
        Assert.Equal(code, stop.Code);
        Assert.DoesNotContain(userSig, stop.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, running.Server.Emulator.MessagesStored);
    }

    [Fact]
    public async Task Somebody_who_is_no_administrator_is_stopped_with_90009()
    {
        await using var client = new TimClient(Transport(admin: "mallory"));
        Assert.Equal(TimErrorCodes.AdminRequired, (await Assert.ThrowsAsync<TimException>(() => SendAsync(client))).Code);
    }

    private static async Task<List<MsgBatchSendResult>> SendAsync(TimClient client)
    {
        var cancellation = TestContext.Current.CancellationToken;
        return await client.MsgBatchSendAsync(MsgBatchSendParam.Create(Message.Text("hi"), Three), cancellation).ToListAsync(cancellation);
    }

    private RestTransport Transport(UserSigSource? userSig = null, string? admin = null) => new(http, new RestTransportOptions
    {
        Domain = running.Server.Address,
        SdkAppId = RawClient.App,
        Admin = admin ?? running.Server.Admin,
        UserSig = userSig ?? UserSigSource.FromSecretKey(RawClient.Secret),
    });
}
