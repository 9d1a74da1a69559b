namespace RxTim.Benchmarks;

/// <summary>A figure that the project has a target for.</summary>
/// <param name="Key">Its name in the JSON.</param>
/// <param name="Says">What it compares, in words.</param>
/// <param name="AtLeast">What it has to reach, the most where fewer are better; null where there is only an aim.</param>
/// <param name="Aim">What it should reach.</param>
/// <param name="Cases">The benchmarks that it is computed from.</param>
/// <param name="Compute">Computes it; null if it could not be measured here.</param>
internal sealed record Ratio(
    string Key, string Says, double? AtLeast, double Aim, Case[] Cases, Func<Measurements, double?> Compute)
{
    public Unit Unit { get; private init; } = Unit.TimesBetter;

    /// <summary>How many times less time ours takes than the fastest of theirs; both are medians of one run.</summary>
    public static Ratio OfTime(string key, string says, double? atLeast, double aim, Case ours, params Case[] theirs) => new(
        key, says, atLeast, aim, [ours, .. theirs], measured => theirs.Min(their => measured[their].Median) / measured[ours].Median);

    /// <summary>How many times less garbage ours makes than theirs.</summary>
    public static Ratio OfGarbage(string key, string says, double? atLeast, double aim, Case ours, Case theirs) => new(
        key, says, atLeast, aim, [ours, theirs], measured => measured[theirs].Allocated / measured[ours].Allocated);

    /// <summary>How many times more ours does in a second than theirs, in the contest over REST.</summary>
    public static Ratio OfRate(string key, string says, double? atLeast, double aim, Func<RestContest, double?> theirs) => new(
        key, says, atLeast, aim, [], measured => measured.Rest.RxTim.Rate / theirs(measured.Rest));

    /// <summary>How long an operation takes.</summary>
    public static Ratio OfMicroseconds(string key, string says, double atMost, double aim, Case ours) =>
        new(key, says, atMost, aim, [ours], measured => measured[ours].Median / 1_000) { Unit = Unit.Microseconds };

    /// <summary>How much garbage an operation makes.</summary>
    public static Ratio OfBytes(string key, string says, double atMost, double aim, Case ours) =>
        new(key, says, atMost, aim, [ours], measured => measured[ours].Allocated) { Unit = Unit.Bytes };

    /// <summary>Any other figure.</summary>
    public static Ratio Of(string key, string says, double atMost, double aim, Unit unit, Func<Measurements, double?> compute) =>
        new(key, says, atMost, aim, [], compute) { Unit = unit };

    /// <summary>Whether the figure is as good as the bound, or better.</summary>
    public bool Reaches(double value, double bound) => Unit.FewerAreBetter ? value <= bound : value >= bound;

    /// <summary>How the figure stands to its targets.</summary>
    public string Verdict(double? value) => value switch
    {
        null => "not measured",
        { } figure when AtLeast is { } bound && !Reaches(figure, bound) => "SHORT OF AT LEAST",
        { } figure when Reaches(figure, Aim) => "aim reached",
        _ => AtLeast is null ? "short of the aim" : "reached, short of the aim",
    };

    public string Format(double? value) => value is { } figure ? Unit.Format(figure) : "-";
}
