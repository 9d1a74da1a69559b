using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using RxTim.Rest;

namespace RxTim.Emulator.Tests;

/// <summary>Messages are sent and taken back as streams, over real HTTP: the REST client against the server.</summary>
public sealed class WithdrawStreamTests : IAsyncDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly HttpClient http = new();

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return default;
    }

    [Fact]
    public async Task What_a_send_sent_is_taken_back_while_it_runs_and_who_failed_is_left_out()
    {
        await using var running = await RunningServer.StartAsync();
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("*7", 70107)] };
        var options = OptionsOf(running);
        await using var client = new TimClient(new RestTransport(http, options), new() { IdentifiersPerCall = 50 });

        var results = await client.MsgBatchSend(ParamFor(300)).Withdraw(new RestMessageWithdrawal(http, options)).ToList().ToTask(Cancellation);

        Assert.Equal(270, results.Count);
        Assert.All(results, static result => Assert.True(result.IsSuccess));
        Assert.Equal(8, await FlagBitsAsync(running, "u0"));
        Assert.Equal(8, await FlagBitsAsync(running, "u299"));
        Assert.Null(await FlagBitsAsync(running, "u7"));
    }

    [Fact]
    public async Task What_is_taken_back_again_is_taken_back_and_what_was_never_sent_fails_with_20022()
    {
        await using var running = await RunningServer.StartAsync();
        var withdrawal = new RestMessageWithdrawal(http, OptionsOf(running));
        var sent = await SendAsync(running, 3);
        Assert.All(await AllAsync(sent.ToAsyncEnumerable().Withdraw(withdrawal)), static result => Assert.True(result.IsSuccess));
        Assert.All(await AllAsync(sent.ToAsyncEnumerable().Withdraw(withdrawal)), static result => Assert.True(result.IsSuccess));
        var never = await AllAsync(withdrawal.WithdrawAsync([("u0", "1_2_3")]));
        Assert.Equal((TimErrorCodes.MessageNotFound, WithdrawOutcome.Failed), (never[0].Code, never[0].Outcome));
    }

    [Fact]
    public async Task Too_many_calls_only_delay_it()
    {
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { CallsPerSecond = 40 });
        var sent = await SendAsync(running, 60);
        var results = await AllAsync(sent.ToAsyncEnumerable().Withdraw(new RestMessageWithdrawal(http, OptionsOf(running))));
        Assert.All(results, static result => Assert.True(result.IsSuccess));
        Assert.Equal(60, results.Count);
    }

    [Fact]
    public async Task A_wrong_UserSig_ends_it_with_its_code()
    {
        await using var running = await RunningServer.StartAsync();
        var sent = await SendAsync(running, 3);
        var withdrawal = new RestMessageWithdrawal(http, OptionsOf(running) with { UserSig = UserSigSource.FromSecretKey("wrong") });
        var error = await Assert.ThrowsAsync<TimException>(() => AllAsync(sent.ToAsyncEnumerable().Withdraw(withdrawal)));
        Assert.True(TimErrorCodes.IsFatal(error.Code));
        Assert.Equal(0, await FlagBitsAsync(running, "u0"));
    }

    [Fact]
    public async Task The_history_knows_each_message_of_who_has_several_by_its_key()
    {
        await using var running = await RunningServer.StartAsync();
        var message = Message.Text("hi") with { Rand = 7, Seq = 8 };
        await using var client = new TimClient(new RestTransport(http, OptionsOf(running)));
        var keys = new HashSet<string>();
        // A repeat of the same second is dropped.
        while (keys.Count < 2)
            keys.Add((await client.MsgBatchSendAsync(MsgBatchSendParam.Create(message, "u0"), Cancellation).SingleAsync(Cancellation)).MsgKey!);

        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        var found = await new RestMessageHistory(http, OptionsOf(running)).FindAsync("u0", 7, 8, from, to, Cancellation);

        Assert.Equal(keys.Order(), found.Order());
    }

    private static MsgBatchSendParam ParamFor(int count) =>
        MsgBatchSendParam.Create(Message.Text("hi"), [.. Enumerable.Range(0, count).Select(static i => $"u{i}")]);

    private static RestTransportOptions OptionsOf(RunningServer running) => new()
    {
        Domain = running.Server.Address,
        SdkAppId = RawClient.App,
        Admin = running.Server.Admin,
        UserSig = UserSigSource.FromSecretKey(RawClient.Secret),
    };

    private static async Task<List<WithdrawResult>> AllAsync(IAsyncEnumerable<WithdrawResult> stream)
    {
        var results = new List<WithdrawResult>();
        await foreach (var result in stream.WithCancellation(Cancellation))
            results.Add(result);
        return results;
    }

    private static async Task<int?> FlagBitsAsync(RunningServer running, string user)
    {
        var history = await running.Client.PostAsync(
            "v4/openim/admin_getroammsg",
            $$"""{"Operator_Account":"{{user}}","Peer_Account":"{{running.Server.Admin}}","MaxCnt":10,"MinTime":0,"MaxTime":4294967295}""");
        var messages = history.GetProperty("MsgList").EnumerateArray().ToList();
        return messages.Count == 0 ? null : messages.Single().GetProperty("MsgFlagBits").GetInt32();
    }

    private async Task<List<MsgBatchSendResult>> SendAsync(RunningServer running, int count)
    {
        await using var client = new TimClient(new RestTransport(http, OptionsOf(running)));
        return await client.MsgBatchSendAsync(ParamFor(count), Cancellation).ToListAsync(Cancellation);
    }
}
