using System.Globalization;

namespace RxTim.Emulator;

/// <summary>How long answers take: evenly spread from <see cref="Min"/> to <see cref="Max"/>. The default value is no latency.</summary>
public readonly record struct LatencyRange
{
    // The longest wait that a TimeProvider's timer takes is 2^32 - 2 milliseconds.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Makes a range.</summary>
    /// <param name="min">The shortest, zero or more.</param>
    /// <param name="max">The longest, <paramref name="min"/> or more and under 49 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public LatencyRange(TimeSpan min, TimeSpan max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, Longest);
        Min = min;
        Max = max;
    }

    /// <summary>The shortest that an answer takes.</summary>
    public TimeSpan Min { get; }

    /// <summary>The longest that an answer takes.</summary>
    public TimeSpan Max { get; }

    /// <summary>Reads a range such as <c>5ms..50ms</c>, or one latency such as <c>20ms</c>. Units are <c>us</c>, <c>ms</c> and
    /// <c>s</c>; fractions have a point (<c>1.5s</c>).</summary>
    /// <param name="text">The range.</param>
    /// <returns>The range.</returns>
    /// <exception cref="FormatException">It is no such range; the message says why.</exception>
    public static LatencyRange Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var min = ParseLatency(dots < 0 ? text : text.AsSpan(0, dots), text);
        var max = dots < 0 ? min : ParseLatency(text.AsSpan(dots + 2), text);
        if (max < min)
            throw Malformed(text, "it ends before it begins");
        return new LatencyRange(min, max);
    }

    internal TimeSpan Draw(ref SeededRandom random) =>
        Min == Max ? Min : Min + TimeSpan.FromTicks(random.NextBelow((Max - Min).Ticks + 1));

    private static TimeSpan ParseLatency(ReadOnlySpan<char> latency, string text)
    {
        var digits = latency.TrimEnd("mus");
        long? ticksPerUnit = latency[digits.Length..] switch
        {
            "us" => TimeSpan.TicksPerMillisecond / 1000,
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            _ => null,
        };
        if (ticksPerUnit is null)
            throw Malformed(text, $"'{latency.ToString()}' does not end in a unit: us, ms or s");
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || double.IsNaN(number))
            throw Malformed(text, $"'{digits.ToString()}' is not a number");
        var ticks = number * ticksPerUnit.Value;
        if (ticks > Longest.Ticks)
            throw Malformed(text, $"'{latency.ToString()}' is longer than 49 days");
        return TimeSpan.FromTicks((long)Math.Round(ticks));
    }

    private static FormatException Malformed(string text, string why) =>
        new($"'{text}' is not a latency: {why}. Expected a range such as 5ms..50ms, or one latency such as 20ms.");
}
