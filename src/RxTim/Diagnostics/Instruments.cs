using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RxTim;

/// <summary>The activity source, the meter and its instruments.</summary>
internal static class Instruments
{
    private static readonly string? Version = typeof(TimTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter Meter = new(TimTelemetry.Name, Version);

    // What OpenTelemetry advises for this histogram.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    public static readonly ActivitySource Source = new(TimTelemetry.Name, Version);

    public static readonly Counter<long> Results = Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Results of identifiers, by outcome and code.");

    public static readonly Histogram<double> CallDuration = Meter.CreateHistogram(
        "messaging.client.operation.duration", "s", "Calls to the backend, from the hand-over to the last result.", advice: Seconds);

    public static readonly UpDownCounter<long> InFlight = Meter.CreateUpDownCounter<long>(
        "rxtim.client.identifiers.in_flight", "{identifier}", "Identifiers in calls that are not over.");

    public static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "rxtim.client.retries", "{identifier}", "Identifiers that are to be tried again.");

    public static readonly Counter<double> Throttled = Meter.CreateCounter<double>(
        "rxtim.client.throttle.duration", "s", "How long sends were held back because the backend had too many calls.");

    public static readonly Histogram<double> FirstResult = Meter.CreateHistogram(
        "rxtim.client.first_result.duration", "s", "From the start of a send to its first result.", advice: Seconds);

    /// <summary>Whether somebody listens to spans or metrics.</summary>
    public static bool AreListenedTo => Source.HasListeners() || Results.Enabled || CallDuration.Enabled || InFlight.Enabled
        || Retries.Enabled || Throttled.Enabled || FirstResult.Enabled;

    /// <summary>The tags of everything.</summary>
    public static TagList Tags() => new()
    {
        { "messaging.system", "tencent_im" },
        { "messaging.operation.name", "send" },
    };

    /// <summary>The same, with what went wrong if something did.</summary>
    public static TagList Tags(string? errorType)
    {
        var tags = Tags();
        if (errorType is not null)
            tags.Add("error.type", errorType);
        return tags;
    }
}
