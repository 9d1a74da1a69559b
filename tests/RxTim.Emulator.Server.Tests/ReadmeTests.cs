using System.Reactive.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RxTim.Rest;

namespace RxTim.Emulator.Tests;

/// <summary>The README's C#, compiled and run. A test holds the README against this file, its neighbour with the recipes, and the
/// journal's.</summary>
public sealed partial class ReadmeTests
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
        await using var rest = new TimClient(new RestTransport(http, new RestTransportOptions
        {
            Domain = server.Address,                                          // Tencent: RestDomains.Of(TimRegion.Singapore)
            SdkAppId = server.SdkAppId,
            Admin = server.Admin,
            UserSig = UserSigSource.FromSecretKey(server.SecretKey),
        }));
        var sent = await rest.MsgBatchSendAsync(param, cancellationToken).CountAsync(result => result.IsSuccess, cancellationToken);

        Assert.Equal(TIMResult.Succ, taken);
        Assert.Equal(3, sent);
    }

    [Fact]
    public void Every_piece_of_CSharp_in_the_README_is_compiled_here()
    {
        var folder = Path.GetDirectoryName(ThisFile())!;
        var journal = Path.Combine(folder, "..", "RxTim.Journal.Tests");
        var source = Squeeze(string.Concat(((string[])[folder, journal])
            .SelectMany(tests => Directory.GetFiles(tests, "Readme*.cs")).Select(File.ReadAllText)));
        var readme = File.ReadAllText(Path.Combine(folder, "..", "..", "README.md"));
        var pieces = CSharp().Matches(readme).Select(match => match.Groups[1].Value).Where(piece => !piece.Contains("TencentIMSDK")).ToList();
        Assert.Equal(8, pieces.Count);
        Assert.All(pieces, piece => Assert.Contains(Squeeze(piece), source));
    }

    private static string Squeeze(string text) => WhiteSpace().Replace(text, " ").Trim();

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
