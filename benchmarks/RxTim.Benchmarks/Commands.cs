using BenchmarkDotNet.Running;

namespace RxTim.Benchmarks;

/// <summary>What the program does for who runs it, and its exit codes.</summary>
internal static class Commands
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;

    /// <summary>Measures, prints the ratios against their targets, and writes them to a file if one is named.</summary>
    public static Task<int> MeasureAsync(Effort effort, string? json) => RunAsync(effort, json, static _ => { });

    /// <summary>The same, and rewrites the generated part of the README and the plot.</summary>
    public static Task<int> ReportAsync(Effort effort, string? json) => RunAsync(effort, json, measured =>
    {
        var path = Report.Write(effort.Job.Id, measured);
        Console.WriteLine($"written: {path}, and the plot beside it");
    });

    /// <summary>Rewrites the table of several runs in the README.</summary>
    public static int Spread(string[] files)
    {
        var beside = Array.IndexOf(files, "--beside");
        var (quiet, busy) = beside < 0 ? (files, []) : (files[..beside], files[(beside + 1)..]);
        if (quiet.Length + busy.Length == 0)
            return Usage();
        try
        {
            Console.WriteLine($"written: {Benchmarks.Spread.Write(quiet, busy)}");
            return Done;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            Console.Error.WriteLine(failure.Message);
            return BadUsage;
        }
    }

    /// <summary>Runs single benchmarks with BenchmarkDotNet's own options and output.</summary>
    public static int Switch(string[] args)
    {
        Repository.Enter();
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Commands).Assembly).Run(args).ToList();
        var asked = args[0] == "--filter";
        return asked && (summaries.Count == 0 || summaries.Any(summary => summary.Reports.Any(report => !report.Success))) ? Failed : Done;
    }

    /// <summary>Says how it is used.</summary>
    public static int Usage()
    {
        Console.Error.WriteLine("""
            usage: dotnet run -c Release --project benchmarks/RxTim.Benchmarks -- COMMAND
              --quick [--json FILE]   Measures what has a target, in about seven minutes, and prints it; FILE gets the figures as JSON,
                                      null for what this machine cannot measure.
              --smoke --json FILE     The same steps in under a minute, too short for the figures to mean anything: for CI.
              --report [--full] [--json FILE]
                                      The quick job, or every benchmark (about an hour); then rewrites the table in
                                      benchmarks/README.md and the plot beside it.
              --spread FILE ... [--beside FILE ...]
                                      Rewrites the table of several runs in benchmarks/README.md. Each FILE is one run's JSON; behind
                                      --beside stand those of runs that a neighbour disturbed.
              --filter PATTERN ...    Single benchmarks with BenchmarkDotNet's own options and output, for example --filter '*Decode*'.
              --list flat             Their names.
              imsdk [--full]          One send through Tencent's native library to 20,000 identifiers, with --full to 100,000: as one
                                      plain call, and with RxTim. Needs Linux and RXTIM_IMSDK, the path of libImSDK.so. It is not
                                      initialised and opens no connection.
              journal [--full]        What a journal costs: 200,000 identifiers over REST with one and without, in turn, and 1,000,000 through
                                      the embedded backend; with --full 1,000,000 and 10,000,000.
              cluster [--full]        What a cluster costs and gives: three silos against one, one silo against a journal over REST, and memory
                                      and bytes in Redis for 1,000,000 identifiers; with --full 10,000,000. Needs redis-server.
              telemetry [--full]      What traces and metrics cost: 200,000 identifiers over REST with and without, in turn; with --full
                                      500,000, and twice as often.

            Linux only, for peak memory. rest_vs_wrk needs the program wrk. Only this machine's loopback is talked to.
            Exit codes: 0 measured, be the targets reached or not; 1 something could not be measured; 2 bad usage, or something needed is
            missing.
            """);
        return BadUsage;
    }

    private static async Task<int> RunAsync(Effort effort, string? json, Action<Measurements> publish)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("Needs Linux: peak memory is read from /proc. Single benchmarks (--filter) run anywhere.");
            return BadUsage;
        }
        // Before minutes are spent.
        Stream? file = null;
        try
        {
            file = json is null ? null : File.Create(json);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine(failure.Message);
            return BadUsage;
        }
        await using (file)
        {
            try
            {
                var measured = await BenchmarkJob.RunAsync(effort);
                Console.WriteLine(RatioTable.Of(measured));
                if (file is not null)
                    RatioJson.Write(file, measured);
                publish(measured);
                return Done;
            }
            catch (Exception failure) when (failure is InvalidOperationException or IOException or HttpRequestException)
            {
                Console.Error.WriteLine(failure.Message);
                return Failed;
            }
        }
    }
}
