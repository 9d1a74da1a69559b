using System.Globalization;

namespace RxTim.Benchmarks;

/// <summary>What the kernel says this process has resident in memory. Linux.</summary>
internal static class ProcessMemory
{
    /// <summary>The most, all its life.</summary>
    public static long PeakKilobytes() => Read("VmHWM:");

    /// <summary>Now.</summary>
    public static long ResidentKilobytes() => Read("VmRSS:");

    private static long Read(string name)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..^"kB".Length], CultureInfo.InvariantCulture);
    }
}
