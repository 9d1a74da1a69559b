namespace RxTim.Benchmarks;

/// <summary>What a client does and needs over REST.</summary>
/// <param name="Rate">Identifiers a second.</param>
/// <param name="Processor">Processor time of its process for an identifier, in nanoseconds; the server has a process of its own.</param>
internal sealed record RestFigures(double Rate, double Processor)
{
    /// <summary>The medians of both, each on its own.</summary>
    public static RestFigures Median(IReadOnlyCollection<RestFigures> rounds) =>
        new(Median(rounds.Select(static round => round.Rate)), Median(rounds.Select(static round => round.Processor)));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
