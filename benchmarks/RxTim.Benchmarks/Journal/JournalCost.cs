using System.Diagnostics;
using System.Globalization;
using RxTim.Emulator;
using RxTim.Journal;
using RxTim.Rest;

namespace RxTim.Benchmarks;

/// <summary>What does a journal cost? The same send over REST with one and without, in turn; and a large one through the embedded backend,
/// in a process of its own, for peak memory is the process's.</summary>
internal static class JournalCost
{
    public const string ChildCommand = "journaled-send";

    private const int WarmUps = 2;

    private static readonly Message Hello = Message.Text("hello");

    public static async Task<int> RunAsync(string[] args)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("Needs Linux: peak memory is read from /proc.");
            return 2;
        }
        var full = args.Contains("--full");
        await OverRestAsync(full ? 1_000_000 : 200_000, full ? 7 : 5);
        Console.WriteLine(await OwnProcess.OutputAsync([ChildCommand, full ? "10000000" : "1000000"]));
        return 0;
    }

    /// <summary>The process's work: a send through the embedded backend.</summary>
    public static async Task<int> RunChildAsync(string[] args)
    {
        var identifiers = int.Parse(args[0], CultureInfo.InvariantCulture);
        using var folder = new Folder();
        await using var emulator = new TimEmulator(new TimEmulatorOptions { MaxStoredMessages = 0, RepeatWindow = TimeSpan.Zero });
        var time = Stopwatch.StartNew();
        await using (var journal = await SendJournal.CreateAsync(folder.Journal, Hello, GeneratedIdentifiers.Of(identifiers)))
            await SendAsync(journal, emulator.Transport, identifiers);
        var rate = identifiers / time.Elapsed.TotalSeconds;
        var bytes = (double)new FileInfo(folder.Journal).Length / identifiers;
        Console.WriteLine(
            $"{identifiers:N0} through the embedded backend with a journal: {rate:N0} a second, {bytes:0.0} bytes each in the journal, "
            + $"peak memory {ProcessMemory.PeakKilobytes() / 1024.0:0} MB");
        return 0;
    }

    /// <summary>What share of the throughput over REST a journal costs, in percent: the median of so many pairs.</summary>
    public static async Task<double> ShareAsync(int identifiers, int pairs, Action<TimeSpan, TimeSpan>? tell = null)
    {
        string[] all = [.. Enumerable.Range(0, identifiers).Select(i => $"user_{i:D8}")];
        using var http = new HttpClient();
        await using var server = await EmulatorProcess.StartAsync();
        await using var sides = new RestSides(http, server);
        var transport = new RestTransport(http, server.Options);
        var shares = new List<double>();
        for (var round = 0; round < WarmUps + pairs; round++)
        {
            using var folder = new Folder();
            var without = await TimeAsync(() => sides.RxTimAsync(all));
            var with = await TimeAsync(async () =>
            {
                await using var journal = await SendJournal.CreateAsync(folder.Journal, MsgBatchSendParam.Create(Hello, all));
                await SendAsync(journal, transport, identifiers);
            });
            tell?.Invoke(without, with);
            if (round >= WarmUps)
                shares.Add(100 * (1 - without / with));
        }
        return RestFigures.Median(shares);
    }

    /// <summary>How long a send with a journal takes, the making of the journal included.</summary>
    public static async Task<TimeSpan> TimeOfSendAsync(IMsgBatchTransport transport, int identifiers)
    {
        using var folder = new Folder();
        return await TimeAsync(async () =>
        {
            await using var journal = await SendJournal.CreateAsync(folder.Journal, Hello, GeneratedIdentifiers.Of(identifiers));
            await SendAsync(journal, transport, identifiers);
        });
    }

    private static async Task OverRestAsync(int identifiers, int pairs)
    {
        var share = await ShareAsync(identifiers, pairs, (without, with) => Console.WriteLine(
            $"{identifiers:N0} over REST: {without.TotalSeconds:0.00} s, with a journal {with.TotalSeconds:0.00} s"));
        Console.WriteLine($"a journal costs {share:0.0} % of the throughput (median of {pairs} pairs, after {WarmUps} to warm up)");
    }

    private static async Task SendAsync(SendJournal journal, IMsgBatchTransport transport, int expected)
    {
        var sent = 0;
        await foreach (var result in journal.SendAsync(transport))
        {
            if (result.IsSuccess)
                sent++;
        }
        if (sent != expected)
            throw new InvalidOperationException($"{sent} of {expected} identifiers were sent to.");
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> send)
    {
        GC.Collect();
        var time = Stopwatch.StartNew();
        await send();
        return time.Elapsed;
    }

    // For one journal.
    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rxtim-journal-");

        public string Journal => Path.Combine(folder.FullName, "send.journal");

        public void Dispose() => folder.Delete(recursive: true);
    }
}
