using System.Globalization;

namespace RxTim.Benchmarks;

/// <summary>What one process measured of one send.</summary>
/// <param name="Results">How many results came.</param>
/// <param name="First">Until the first of them was there.</param>
/// <param name="Total">Until the last was.</param>
/// <param name="PeakKilobytes">The most memory that the process had resident, all its life (VmHWM).</param>
internal sealed record Measurement(int Results, TimeSpan First, TimeSpan Total, long PeakKilobytes)
{
    public static Measurement Parse(string line)
    {
        var values = line.Split(' ').Select(value => long.Parse(value, CultureInfo.InvariantCulture)).ToArray();
        return new((int)values[0], TimeSpan.FromTicks(values[1]), TimeSpan.FromTicks(values[2]), values[3]);
    }

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Results} {First.Ticks} {Total.Ticks} {PeakKilobytes}");
}
