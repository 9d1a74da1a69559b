using Spectre.Console;

namespace RxTim.Cli;

/// <summary>The line below the bar: how many had which result, how fast that goes, and how long the rest takes.</summary>
internal sealed class LiveCounts(Audience audience, SendTally tally, PaceForecast forecast, TimeProvider time)
{
    // Who waits so long wants to know until when.
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(1);

    public Paragraph Render()
    {
        var elapsed = tally.Elapsed;
        var counts = new Paragraph()
            .Append($"{Figures.Count(tally.Sent)} {audience.Done}", ResultLine.SentStyle)
            .Append($"   {Figures.Count(tally.Failed)} failed", ResultLine.FailedStyle)
            .Append($"   {Figures.Count(tally.Unknown)} unknown", ResultLine.UnknownStyle)
            .Append($"   {Figures.Rate(tally.Total, elapsed)}");
        if (TimeLeft(elapsed) is not { } left)
            return counts;
        counts.Append($"   {Figures.Time(left)} left");
        return left >= LongWait ? counts.Append($", done about {Figures.Clock(time.GetLocalNow(), left)}") : counts;
    }

    // The speed so far promises too much where a minute's worth goes out at once, and the pace where the backend is slower than it.
    private TimeSpan? TimeLeft(TimeSpan elapsed)
    {
        if (audience.Most is not { } most || tally.Total >= most)
            return null;
        var soFar = Figures.TimeLeft(tally.Total, most, elapsed);
        var byPace = forecast.TimeLeft(most, tally.Total, elapsed);
        return soFar > byPace || byPace is null ? soFar : byPace;
    }
}
