using System.Globalization;

namespace RxTim.Programs;

/// <summary>Reads the values of options and of variables; each is called by its name in what is said of it.</summary>
internal static class OptionText
{
    // The longest wait that a timer takes is just under 2^32 milliseconds.
    private const double LongestMilliseconds = uint.MaxValue - 1;

    /// <exception cref="InputException">The text is no whole number in the range.</exception>
    public static int Number(string option, string text, int most, int least = 1) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(option, text, $"expected a whole number from {least} to {most}");

    /// <exception cref="InputException">The text is no whole number.</exception>
    public static long Seed(string option, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(option, text, "expected a whole number of 64 bits");

    /// <exception cref="InputException">The text is no SDKAppID.</exception>
    public static uint SdkAppId(string option, string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Wrong(option, text, "expected the number that Tencent's console shows for the app");

    /// <exception cref="InputException">The text is no duration that a timer takes.</exception>
    public static TimeSpan Duration(string option, string text) =>
        Milliseconds(text) is >= 1 and <= LongestMilliseconds and var milliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw Wrong(option, text, "expected a duration from 1ms to 49 days such as 30s; the units are ms, s, m, h and d");

    /// <summary>A number with a unit, in milliseconds; null if it is none.</summary>
    public static double? Milliseconds(string text)
    {
        var digits = text.AsSpan().TrimEnd("dhms");
        double? unit = text.AsSpan(digits.Length) switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number * unit : null;
    }

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

    /// <summary>What is said of a value that is wrong.</summary>
    public static InputException Wrong(string option, string text, string expected) =>
        new($"{option}: {expected}, not {Quoted.Text(text)}.");
}
