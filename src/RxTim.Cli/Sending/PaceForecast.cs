namespace RxTim.Cli;

/// <summary>How long a send takes at its pace, if nothing else slows it down.</summary>
/// <param name="pace">The pace.</param>
/// <param name="perCall">How many identifiers a call is of.</param>
internal sealed class PaceForecast(PaceSettings pace, int perCall)
{
    // Where nobody knows how many there are, it is looked at which limit would hold so many up.
    private const long Many = 1_000_000;

    // More is not told apart, and fits into a TimeSpan.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(10_000);

    /// <summary>No pace that is known here.</summary>
    public static readonly PaceForecast None = new(new PaceSettings(), perCall: 1);

    /// <summary>The forecast for a send that goes as the settings say, through a transport of these limits.</summary>
    public static PaceForecast Of(SendingSettings settings, MsgBatchLimits limits)
    {
        var perCall = Math.Min(settings.IdentifiersPerCall ?? limits.BestIdentifiersPerCall, limits.MaxIdentifiersPerCall);
        return new PaceForecast(settings.Pace, Math.Min(perCall, settings.Pace.RecipientsPerMinute ?? int.MaxValue));
    }

    /// <summary>Says the pace on standard error, if there is one.</summary>
    public void SayTo(CliConsole console, long? most)
    {
        if (Describe(most) is { } words)
            console.Complain(words);
    }

    /// <summary>How long it is until the last of so many is sent to; null if there is no pace. What a window allows goes out as it begins,
    /// so the last window costs nothing.</summary>
    public TimeSpan? TimeFor(long recipients)
    {
        if (pace is { CallsPerSecond: null, RecipientsPerMinute: null })
            return null;
        var (calls, minutes) = (CallsTime(recipients), RecipientsTime(recipients));
        return calls > minutes ? calls : minutes;
    }

    /// <summary>How long the rest of a send takes; null if there is no pace.</summary>
    /// <param name="recipients">How many all are.</param>
    /// <param name="done">How many of them have their result.</param>
    /// <param name="elapsed">How long the send runs.</param>
    public TimeSpan? TimeLeft(long recipients, long done, TimeSpan elapsed)
    {
        // A send that keeps its pace is done when it was said to be; one that fell behind needs at least what its rest needs.
        if (TimeFor(recipients) is not { } all || TimeFor(recipients - done) is not { } rest)
            return null;
        return all - elapsed > rest ? all - elapsed : rest;
    }

    /// <summary>The pace that a send keeps, in words, with how long it takes; null if there is no pace, or nobody to send to.</summary>
    /// <param name="most">How many it is for; null if nobody knows yet.</param>
    public string? Describe(long? most)
    {
        if (most == 0 || TimeFor(most ?? Many) is not { } time)
            return null;
        var byCalls = pace.RecipientsPerMinute is null || CallsTime(most ?? Many) > RecipientsTime(most ?? Many);
        var who = most is { } known ? $"{Figures.Count(known)} {(known == 1 ? "recipient" : "recipients")}" : "recipients";
        var calls = pace.CallsPerSecond.GetValueOrDefault();
        var takes = most is null ? "" : $": {Words(time)}";
        return byCalls
            ? $"{who} in calls of {Figures.Count(perCall)} at {Figures.Count(calls)} {(calls == 1 ? "call" : "calls")} a second{takes}"
                + (pace.CallsAreDocumented ? $"; {PaceOptions.RateName} N for another pace" : "")
            : $"{who} at {Figures.Count(pace.RecipientsPerMinute!.Value)} a minute{takes}"
                + (pace.RecipientsAreDocumented ? $"; {PaceOptions.RecipientsName} N if you bought more" : "");
    }

    /// <summary>A time to the minute, in words.</summary>
    public static string Words(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => "under a minute",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min",
        _ => $"{Figures.Count((long)time.TotalHours)} h {time.Minutes} min",
    };

    private TimeSpan CallsTime(long recipients) =>
        pace.CallsPerSecond is { } most ? After(Windows(Windows(recipients, perCall), most), TimeSpan.FromSeconds(1)) : TimeSpan.Zero;

    private TimeSpan RecipientsTime(long recipients) =>
        pace.RecipientsPerMinute is { } most ? After(Windows(recipients, most), TimeSpan.FromMinutes(1)) : TimeSpan.Zero;

    private static long Windows(long count, int each) => (count + each - 1) / each;

    private static TimeSpan After(long windows, TimeSpan each) =>
        windows <= 1 ? TimeSpan.Zero : windows - 1 < Longest / each ? (windows - 1) * each : Longest;
}
