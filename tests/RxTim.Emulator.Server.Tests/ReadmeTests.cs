using System.Reactive.Linq;
using RxTim.Rest;

namespace RxTim.Emulator.Tests;

/// <summary>The root README's C#, compiled and run. DocumentationTests hold each README against files that are called so.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_code_of_the_README_runs()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var emulator = new TimEmulator();
        await using var client = new TimClient(emulator.Transport);
        var param = MsgBatchSendParam.Create(Message.Text("The server restarts in five minutes."), "alice", "bob", "carol");

        using var subscription = client.MsgBatchSend(param)
            .Where(result => !result.IsSuccess)
            .GroupBy(result => result.Code)
            .SelectMany(failures => failures.Count().Select(count => (Code: failures.Key, Count: count)))
            .Subscribe(
                failures => Console.WriteLine($"{failures.Count} failed: {TimErrorCodes.Describe(failures.Code)}"),
                error => Console.WriteLine($"stopped: {error.Message}"),
                () => Console.WriteLine("done"));

        await foreach (var result in client.MsgBatchSendAsync(param, cancellationToken))
        {
            if (result.IsSuccess)
                Console.WriteLine($"{result.Identifier} has it, sequence {result.Message?.Seq}");
            else if (result.Outcome == SendOutcome.Unknown)
                Console.WriteLine($"{result.Identifier} may have it or not: {result.Desc}");
            else
                Console.WriteLine($"{result.Identifier} does not: {result.Code} {result.Desc}");
        }

        var taken = client.MsgBatchSend(param, (int code, string desc, List<MsgBatchSendResult> results, string? userData) =>
        {
            Console.WriteLine($"{userData}: {results.Count(result => result.IsSuccess)} of {results.Count} sent, code {code} {desc}");
        }, userData: "restart-notice");

        await using var server = await EmulatorServer.StartAsync(cancellationToken: cancellationToken);
        using var http = new HttpClient();
        using var pace = Pace.Tencent();                                      // 200 calls a second and 12,000 recipients a minute
        await using var rest = new TimClient(new RestTransport(http, new RestTransportOptions
        {
            Domain = server.Address,                                          // Tencent: RestDomains.Of(TimRegion.Singapore)
            SdkAppId = server.SdkAppId,
            Admin = server.Admin,
            UserSig = UserSigSource.FromSecretKey(server.SecretKey),
        }), new TimClientOptions { Pace = pace });
        var sent = await rest.MsgBatchSendAsync(param, cancellationToken).CountAsync(result => result.IsSuccess, cancellationToken);

        Assert.Equal(TIMResult.Succ, taken);
        Assert.Equal(3, sent);
    }
}
