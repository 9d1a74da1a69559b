using System.Globalization;

namespace RxTim.Cli;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Time(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => FormattableString.Invariant($"{time.TotalSeconds:0.00} s"),
        { TotalMinutes: < 1 } => FormattableString.Invariant($"{time.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => FormattableString.Invariant($"{(int)time.TotalMinutes}:{time.Seconds:00} min"),
        _ => FormattableString.Invariant($"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00} h"),
    };

    /// <summary>A moment to the minute, in UTC.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>When it is so much later, to the minute; with the date, unless that is today's.</summary>
    public static string Clock(DateTimeOffset now, TimeSpan later)
    {
        if (later >= DateTimeOffset.MaxValue - now)
            return "never";
        var then = now + later;
        return then.ToString(then.Date == now.Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    public static string Rate(long count, TimeSpan time) =>
        time > TimeSpan.Zero ? $"{Count((long)Math.Round(count / time.TotalSeconds))}/s" : "–/s";

    /// <summary>How long the rest takes at the pace so far; null if there is none, or that cannot be said.</summary>
    public static TimeSpan? TimeLeft(long done, long? most, TimeSpan elapsed)
    {
        if (most is null || done == 0 || done >= most)
            return null;
        var seconds = elapsed.TotalSeconds / done * (most.Value - done);
        return seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
