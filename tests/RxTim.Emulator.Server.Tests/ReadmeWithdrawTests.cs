using RxTim.Rest;

namespace RxTim.Emulator.Tests;

/// <summary>The README's taking back of messages, compiled and run.</summary>
public sealed class ReadmeWithdrawTests
{
    [Fact]
    public async Task The_withdrawal_of_the_README_runs()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var running = await RunningServer.StartAsync();
        using var http = new HttpClient();
        var restOptions = new RestTransportOptions
        {
            Domain = running.Server.Address,
            SdkAppId = RawClient.App,
            Admin = running.Server.Admin,
            UserSig = UserSigSource.FromSecretKey(RawClient.Secret),
        };
        using var pace = Pace.Tencent();
        await using var client = new TimClient(new RestTransport(http, restOptions), new TimClientOptions { Pace = pace });
        var param = MsgBatchSendParam.Create(Message.Text("The server restarts in five minutes."), "alice", "bob", "carol");
        var sent = await client.MsgBatchSendAsync(param, cancellationToken).ToListAsync(cancellationToken);

        var withdrawal = new RestMessageWithdrawal(http, restOptions);          // native: library.Withdrawal
        var stream = sent.ToAsyncEnumerable().Withdraw(withdrawal, new WithdrawOptions { CallLimiter = pace.Calls });
        await foreach (var taken in stream.WithCancellation(cancellationToken))
            Console.WriteLine($"{taken.Identifier}: {taken.Outcome} {taken.Code}");

        // What is taken back already stays so, and is a success again.
        var again = await withdrawal.WithdrawAsync(sent.Select(static result => (result.Identifier, result.MsgKey!))).ToListAsync(cancellationToken);
        Assert.Equal([1, 1, 1], again.Select(static result => result.IsSuccess ? result.Attempts : 0));
    }
}
