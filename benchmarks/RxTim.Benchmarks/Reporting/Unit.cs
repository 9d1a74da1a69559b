namespace RxTim.Benchmarks;

/// <summary>What a figure counts, and how it is written.</summary>
/// <param name="Suffix">What follows the number.</param>
/// <param name="FewerAreBetter">Whether the target is the most that it may be; else it is the least.</param>
internal sealed record Unit(string Suffix, bool FewerAreBetter)
{
    /// <summary>How many times better RxTim is.</summary>
    public static Unit TimesBetter { get; } = new("x", FewerAreBetter: false);

    /// <summary>How many times as much RxTim needs.</summary>
    public static Unit TimesAsMuch { get; } = new("x as much", FewerAreBetter: true);

    public static Unit Megabytes { get; } = new(" MB", FewerAreBetter: true);

    public static Unit Microseconds { get; } = new(" µs", FewerAreBetter: true);

    public static Unit Bytes { get; } = new(" B", FewerAreBetter: true);

    public static Unit Percent { get; } = new(" %", FewerAreBetter: true);

    public string Format(double value) => value switch
    {
        _ when this == Bytes => $"{value:N0}{Suffix}",
        _ when this == Megabytes => $"{value:0.0}{Suffix}",
        >= 10 => $"{value:0.0}{Suffix}",
        >= 0.1 => $"{value:0.00}{Suffix}",
        _ => $"{value:0.0000}{Suffix}",
    };
}
