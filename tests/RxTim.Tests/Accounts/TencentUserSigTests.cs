using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RxTim.Rest;

namespace RxTim.Tests;

/// <summary>UserSig against Tencent's own implementation, the npm package <c>tls-sig-api-v2</c>, run by node.</summary>
public class TencentUserSigTests
{
    private const string FolderVariable = "RXTIM_TLS_SIG_API";
    private const int Count = 1000;

    // Reads one case a line; says whether Tencent's signature of what our UserSig says is the one in it, and gives Tencent's UserSig.
    private const string Script =
        """
        const zlib = require('zlib');
        const { Api } = require(process.argv[1]);
        for (const line of require('fs').readFileSync(0, 'utf8').split('\n').filter(line => line)) {
            const asked = JSON.parse(line);
            const api = new Api(asked.app, asked.secret);
            const base64 = asked.userSig.replace(/\*/g, '+').replace(/-/g, '/').replace(/_/g, '=');
            const read = JSON.parse(zlib.inflateSync(Buffer.from(base64, 'base64')).toString());
            const agrees = read['TLS.ver'] === '2.0' && read['TLS.identifier'] === asked.identifier && read['TLS.sdkappid'] === asked.app
                && read['TLS.expire'] === asked.lifetime && read['TLS.time'] === asked.time
                && read['TLS.sig'] === api._hmacsha256(asked.identifier, read['TLS.time'], read['TLS.expire'], null);
            console.log(JSON.stringify({ agrees, userSig: api.genUserSig(asked.identifier, asked.lifetime),
                withBuffer: api.genPrivateMapKey(asked.identifier, asked.lifetime, 7, 255) }));
        }
        """;

    [Fact]
    public async Task UserSigs_agree_with_Tencents_both_ways_over_1000_identifiers_and_lifetimes()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{FolderVariable} does not name the folder of the npm package tls-sig-api-v2.");
        var random = new Random(20260304);
        var asked = Enumerable.Range(0, Count).Select(_ => Case.Draw(random)).ToList();

        var answers = await RunAsync(folder, asked);

        Assert.Equal(Count, answers.Count);
        foreach (var (ours, theirs) in asked.Zip(answers))
        {
            Assert.True(theirs["agrees"]!.GetValue<bool>(), $"Tencent reads another UserSig for {ours}.");
            foreach (var userSig in new[] { theirs["userSig"]!.GetValue<string>(), theirs["withBuffer"]!.GetValue<string>() })
            {
                var made = DateTimeOffset.FromUnixTimeSeconds(UserSig.Parse(userSig)!.Time);
                Assert.Equal(0, UserSig.Verify(userSig, ours.App, ours.Secret, ours.Identifier, made).Code);
                Assert.Equal(70001, UserSig.Verify(userSig, ours.App, ours.Secret, ours.Identifier, made.AddSeconds(ours.Lifetime)).Code);
                Assert.Equal(70009, UserSig.Verify(userSig, ours.App, ours.Secret + "x", ours.Identifier, made).Code);
            }
        }
    }

    private static async Task<List<JsonNode>> RunAsync(string folder, List<Case> asked)
    {
        var start = new ProcessStartInfo("node", ["-e", Script, Path.GetFullPath(folder)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach (var ours in asked)
            await node.StandardInput.WriteLineAsync(ours.ToJson());
        node.StandardInput.Close();
        var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, node.ExitCode);
        return [.. lines.Select(line => JsonNode.Parse(line)!)];
    }

    private sealed record Case(uint App, string Secret, string Identifier, long Lifetime, DateTimeOffset Time)
    {
        public static Case Draw(Random random) => new(
            (uint)random.NextInt64(1, uint.MaxValue),
            string.Concat(Enumerable.Range(0, random.Next(1, 65)).Select(_ => random.Next(16).ToString("x"))),
            string.Concat(Enumerable.Range(0, random.Next(1, 33)).Select(_ => DrawRune(random))),
            random.NextInt64(1, random.Next(2) == 0 ? 100 : 15_552_000),
            DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(1_500_000_000_000, 2_500_000_000_000)));

        public string ToJson() => new JsonObject
        {
            ["app"] = App,
            ["secret"] = Secret,
            ["identifier"] = Identifier,
            ["lifetime"] = Lifetime,
            ["time"] = Time.ToUnixTimeSeconds(),
            ["userSig"] = UserSig.Create(App, Secret, Identifier, TimeSpan.FromSeconds(Lifetime), Time),
        }.ToJsonString(new JsonSerializerOptions());

        // Printable ASCII mostly, as Tencent allows; now and then anything.
        private static Rune DrawRune(Random random) => random.Next(20) switch
        {
            0 => new Rune(random.Next(0xA0, 0xD800)),
            1 => new Rune(random.Next(0x10000, 0x110000)),
            _ => new Rune(random.Next(' ', 0x7F)),
        };
    }
}
