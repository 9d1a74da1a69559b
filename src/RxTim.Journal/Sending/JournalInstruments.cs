using System.Diagnostics.Metrics;

namespace RxTim.Journal;

/// <summary>What journals tell of themselves, in a meter of the library's name: see <see cref="TimTelemetry"/>.</summary>
internal static class JournalInstruments
{
    private static readonly Meter Meter = new(TimTelemetry.Name, typeof(JournalInstruments).Assembly.GetName().Version?.ToString(3));

    public static readonly Counter<long> Commits = Meter.CreateCounter<long>(
        "rxtim.journal.commits", "{commit}", "Commits of journals, each forced to the disk.");

    public static readonly Counter<long> Doubts = Meter.CreateCounter<long>(
        "rxtim.journal.doubts", "{identifier}", "Identifiers in doubt when a journal's send begins.");
}
