using System.Globalization;
using RxTim.Emulator;
using RxTim.Orleans;
using RxTim.Rest;

namespace RxTim.Benchmarks;

/// <summary>What does a cluster give and cost? Three silos against one where the backend's latency is the limit; one silo against a
/// journal, over REST, in turn; and the memory of a silo and of Redis, in a process of its own.</summary>
internal static class ClusterCost
{
    public const string ChildCommand = "cluster-send";

    private const string OfChance = "chance";
    private const int Pairs = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("Needs Linux: peak memory is read from /proc.");
            return 2;
        }
        var full = args.Contains("--full");
        await ThreeAgainstOneAsync();
        await AgainstJournalAsync(full ? 1_000_000 : 200_000);
        Console.WriteLine(await OwnProcess.OutputAsync([ChildCommand, full ? "10000000" : "1000000"]));
        Console.WriteLine(await OwnProcess.OutputAsync([ChildCommand, "1000000", OfChance]));
        return 0;
    }

    /// <summary>The process's work: a large send through the embedded backend.</summary>
    public static async Task<int> RunChildAsync(string[] args)
    {
        var identifiers = int.Parse(args[0], CultureInfo.InvariantCulture);
        var isOfChance = args is [_, OfChance];
        await using var redis = await RedisProcess.StartAsync();
        await using var emulator = new TimEmulator(new TimEmulatorOptions { MaxStoredMessages = 0, RepeatWindow = TimeSpan.Zero });
        await using var silos = await Silos.StartAsync(1, redis, "memory", options => options.Transport = _ => emulator.Transport);
        await silos.SendAsync("warm-up", GeneratedIdentifiers.Of(10_000), 10_000);
        var (bytes, writes) = (await redis.BytesAsync(), await redis.WritesAsync());
        var idle = ProcessMemory.ResidentKilobytes();
        var time = await silos.SendAsync(
            "large", isOfChance ? GeneratedIdentifiers.OfChance(identifiers) : GeneratedIdentifiers.Of(identifiers), identifiers);
        var each = (await redis.BytesAsync() - bytes) / (double)identifiers;
        var written = (await redis.WritesAsync() - writes) / (identifiers / 10_000.0);
        Console.WriteLine(
            $"{identifiers:N0} {(isOfChance ? "identifiers of chance" : "that count up")} through the embedded backend: {identifiers / time.TotalSeconds:N0} a second, "
            + $"memory {idle / 1024.0:0} MB before, {ProcessMemory.PeakKilobytes() / 1024.0:0} MB at most; "
            + $"{each:0.00} bytes each in Redis, {written:0.0} writes for 10,000");
        return 0;
    }

    private static async Task ThreeAgainstOneAsync()
    {
        var ratios = new List<double>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            var one = await RateAsync(1, 160_000);
            var three = await RateAsync(3, 480_000);
            ratios.Add(three / one);
            Console.WriteLine($"a backend of 100 ms: one silo {one:N0} a second, three silos {three:N0}");
        }
        Console.WriteLine($"three silos are {RestFigures.Median(ratios):0.00} times one (median of {Pairs} pairs)");
    }

    private static async Task<double> RateAsync(int silos, int identifiers)
    {
        await using var redis = await RedisProcess.StartAsync();
        await using var emulator = new TimEmulator(new TimEmulatorOptions
        {
            MaxStoredMessages = 0,
            RepeatWindow = TimeSpan.Zero,
            Latency = new LatencyRange(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)),
        });
        // Few enough in flight that latency is the limit, not this machine's processors.
        await using var running = await Silos.StartAsync(silos, redis, "scale", options =>
        {
            options.Transport = _ => emulator.Transport;
            options.Client = new TimClientOptions { IdentifiersPerCall = 100, MaxConcurrentCalls = 2 };
        });
        await running.SendAsync("warm-up", GeneratedIdentifiers.Of(20_000 * silos), 20_000 * silos);
        return identifiers / (await running.SendAsync("send", GeneratedIdentifiers.Of(identifiers), identifiers)).TotalSeconds;
    }

    private static async Task AgainstJournalAsync(int identifiers)
    {
        using var http = new HttpClient();
        await using var redis = await RedisProcess.StartAsync();
        await using var server = await EmulatorProcess.StartAsync();
        var transport = new RestTransport(http, server.Options);
        await using var silos = await Silos.StartAsync(1, redis, "cost", options => options.Transport = _ => transport);
        var shares = new List<double>();
        for (var pair = -1; pair < Pairs; pair++)
        {
            var journal = await JournalCost.TimeOfSendAsync(transport, identifiers);
            var cluster = await silos.SendAsync($"send-{pair + 1}", GeneratedIdentifiers.Of(identifiers), identifiers);
            Console.WriteLine($"{identifiers:N0} over REST: with a journal {journal.TotalSeconds:0.00} s, "
                + $"through one silo {cluster.TotalSeconds:0.00} s");
            if (pair >= 0)
                shares.Add(100 * (journal / cluster));
        }
        Console.WriteLine($"one silo has {RestFigures.Median(shares):0} % of a journal's throughput (median of {Pairs} pairs, after one to "
            + "warm up)");
    }
}
