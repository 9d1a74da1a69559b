namespace RxTim.Benchmarks;

/// <summary>A figure that the project has a target for.</summary>
/// <param name="Key">Its name in the JSON.</param>
/// <param name="Says">What it compares, in words.</param>
/// <param name="AtLeast">What it has to reach; null where there is only an aim.</param>
/// <param name="Aim">What it should reach.</param>
/// <param name="Cases">The benchmarks that it is computed from.</param>
/// <param name="Compute">Computes it; null if it could not be measured here.</param>
internal sealed record Ratio(
    string Key, string Says, double? AtLeast, double Aim, Case[] Cases, Func<Measurements, double?> Compute)
{
    /// <summary>Whether it is megabytes, of which fewer are better; else it says how many times better RxTim is.</summary>
    public bool IsMegabytes { get; private init; }

    /// <summary>How many times less time ours takes than the fastest of theirs; both are medians of one run.</summary>
    public static Ratio OfTime(string key, string says, double? atLeast, double aim, Case ours, params Case[] theirs) => new(
        key, says, atLeast, aim, [ours, .. theirs], measured => theirs.Min(their => measured[their].Median) / measured[ours].Median);

    /// <summary>How many times less garbage ours makes than theirs.</summary>
    public static Ratio OfGarbage(string key, string says, double? atLeast, double aim, Case ours, Case theirs) => new(
        key, says, atLeast, aim, [ours, theirs], measured => measured[theirs].Allocated / measured[ours].Allocated);

    /// <summary>How many times more ours does in a second than theirs, in the contest over REST.</summary>
    public static Ratio OfRate(string key, string says, double? atLeast, double aim, Func<RestContest, double?> theirs) => new(
        key, says, atLeast, aim, [], measured => measured.Rest.RxTim / theirs(measured.Rest));

    /// <summary>Memory.</summary>
    public static Ratio OfMemory(string key, string says, double atMost, double aim, Func<Measurements, PeakMemory> peak) =>
        new(key, says, atMost, aim, [], measured => peak(measured).AboveIdleMegabytes) { IsMegabytes = true };

    /// <summary>Whether the figure is as good as the bound, or better.</summary>
    public bool Reaches(double value, double bound) => IsMegabytes ? value <= bound : value >= bound;

    /// <summary>How the figure stands to its targets.</summary>
    public string Verdict(double? value) => value switch
    {
        null => "not measured",
        { } figure when AtLeast is { } bound && !Reaches(figure, bound) => "SHORT OF AT LEAST",
        { } figure when Reaches(figure, Aim) => "aim reached",
        _ => AtLeast is null ? "short of the aim" : "reached, short of the aim",
    };

    public string Format(double? value) => value switch
    {
        null => "-",
        { } megabytes when IsMegabytes => $"{megabytes:0.0} MB",
        >= 10 => $"{value:0.0}x",
        >= 0.1 => $"{value:0.00}x",
        _ => $"{value:0.0000}x",
    };
}
