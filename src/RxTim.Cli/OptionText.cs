using System.Globalization;

namespace RxTim.Cli;

/// <summary>Reads the values of options.</summary>
internal static class OptionText
{
    // The longest wait that a timer takes is just under 2^32 milliseconds.
    private const double LongestMilliseconds = uint.MaxValue - 1;

    /// <exception cref="InputException">The text is no whole number in the range.</exception>
    public static int Number(string option, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw Wrong(option, text, $"expected a whole number from 1 to {most}");

    /// <exception cref="InputException">The text is no whole number.</exception>
    public static long Seed(string option, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(option, text, "expected a whole number of 64 bits");

    /// <exception cref="InputException">The text is no duration.</exception>
    public static TimeSpan Duration(string option, string text)
    {
        var digits = text.AsSpan().TrimEnd("hms");
        double? unit = text.AsSpan(digits.Length) switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => null,
        };
        if (unit is not null && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit is >= 1 and <= LongestMilliseconds and var milliseconds)
            return TimeSpan.FromMilliseconds(milliseconds);
        throw Wrong(option, text, "expected a duration from 1ms to 49 days such as 30s; the units are ms, s, m and h");
    }

    /// <exception cref="InputException">The text names no output.</exception>
    public static OutputForm Output(string option, string text) => text switch
    {
        "auto" => OutputForm.Auto,
        "json" => OutputForm.Json,
        "live" => OutputForm.Live,
        _ => throw Wrong(option, text, "expected auto, json or live"),
    };

    /// <summary>Reads a value that has a parser of its own.</summary>
    /// <exception cref="InputException">The parser does not take the text.</exception>
    public static T Parse<T>(string option, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException wrong)
        {
            throw new InputException($"{option}: {Quoted.Printable(wrong.Message)}", wrong);
        }
    }

    private static InputException Wrong(string option, string text, string expected) =>
        new($"{option}: {expected}, not {Quoted.Text(text)}.");
}
