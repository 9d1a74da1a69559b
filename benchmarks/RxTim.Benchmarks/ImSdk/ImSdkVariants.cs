using System.Diagnostics;
using RxTim.ImSdk;

namespace RxTim.Benchmarks;

/// <summary>Runs one variant in this process, of which it is the only work, and prints its measurement.</summary>
internal static class ImSdkVariants
{
    public const string Plain = "plain";
    public const string Streamed = "rxtim";

    public static async Task<int> RunAsync(string[] args)
    {
        var (variant, path, count) = (args[0], args[1], int.Parse(args[2]));
        var (results, (first, total)) = variant == Plain
            ? (count, PlainCall.Run(path, Warmth.ParamOf(count)))
            : await StreamAsync(path, count);
        Console.WriteLine(new Measurement(results, first, total, ProcessMemory.PeakKilobytes()).ToLine());
        return 0;
    }

    private static async Task<(int Results, (TimeSpan First, TimeSpan Total) Times)> StreamAsync(string path, int count)
    {
        using var library = ImSdkLibrary.Load(path);
        await using var client = new TimClient(library.Transport);
        await foreach (var _ in client.MsgBatchSendAsync(Warmth.Param))
        {
        }
        var param = Warmth.ParamOf(count);
        var time = Stopwatch.StartNew();
        var (results, first) = (0, TimeSpan.Zero);
        await foreach (var result in client.MsgBatchSendAsync(param))
        {
            if (results++ == 0)
                first = time.Elapsed;
            if (result.Code != TimErrorCodes.NotInitialized)
                throw new InvalidOperationException($"unexpected: {result}");
        }
        return (results, (first, time.Elapsed));
    }
}
