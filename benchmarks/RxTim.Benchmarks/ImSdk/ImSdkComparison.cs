namespace RxTim.Benchmarks;

/// <summary>One plain call and RxTim, side by side: each in a process of its own, for peak memory is the process's.</summary>
internal static class ImSdkComparison
{
    public const string ChildCommand = "imsdk-variant";

    private const int Quick = 20_000;
    private const int Full = 100_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var path = Environment.GetEnvironmentVariable("RXTIM_IMSDK");
        if (string.IsNullOrEmpty(path) || !OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("Needs Linux and RXTIM_IMSDK, the path of Tencent's libImSDK.so.");
            return 2;
        }
        var count = args.Contains("--full") ? Full : Quick;
        Console.WriteLine(
            $"{count:N0} identifiers through {Path.GetFileName(path)}, {Environment.ProcessorCount} processors; "
            + "each in a process of its own");
        Console.WriteLine($"{"",-16}{"total",12}{"first result",16}{"peak memory",15}{"results",10}");
        var plain = await MeasureAsync(ImSdkVariants.Plain, path, count);
        Print("one plain call", plain);
        var streamed = await MeasureAsync(ImSdkVariants.Streamed, path, count);
        Print("RxTim", streamed);
        var (total, first, peak) =
            (plain.Total / streamed.Total, plain.First / streamed.First, (double)plain.PeakKilobytes / streamed.PeakKilobytes);
        Console.WriteLine($"{"plain / RxTim",-16}{total,11:N1}x{first,15:N0}x{peak,14:N1}x");
        return plain.Results == count && streamed.Results == count ? 0 : 1;
    }

    private static async Task<Measurement> MeasureAsync(string variant, string path, int count) =>
        Measurement.Parse(await OwnProcess.OutputAsync([ChildCommand, variant, path, count.ToString()]));

    private static void Print(string name, Measurement measured)
    {
        var (total, first, peak) = (measured.Total.TotalSeconds, measured.First.TotalMilliseconds, measured.PeakKilobytes / 1024.0);
        Console.WriteLine($"{name,-16}{total,10:N2} s{first,13:N1} ms{peak,12:N1} MB{measured.Results,10:N0}");
    }
}
