using System.Globalization;
using System.Net;

namespace RxTim.Node;

/// <summary>Reads the values of options and of variables; each is called by its name in what is said of it.</summary>
internal static class OptionText
{
    // The longest wait that a timer takes is just under 2^32 milliseconds.
    private const double LongestMilliseconds = uint.MaxValue - 1;

    private const int LongestName = 64;

    /// <exception cref="InputException">The text is no whole number in the range.</exception>
    public static int Number(string name, string text, int most, int least = 1) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, text, $"expected a whole number from {least} to {most}");

    /// <exception cref="InputException">The text is no whole number.</exception>
    public static long Seed(string name, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(name, text, "expected a whole number of 64 bits");

    /// <exception cref="InputException">The text is no SDKAppID.</exception>
    public static uint SdkAppId(string name, string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Wrong(name, text, "expected the number that Tencent's console shows for the app");

    /// <exception cref="InputException">The text is no identifier.</exception>
    public static string Identifier(string name, string text) =>
        Identifiers.Problem(text) is { } problem ? throw new InputException($"{name}: {problem}.") : text;

    /// <summary>A name of a cluster: it becomes a part of keys in Redis.</summary>
    /// <exception cref="InputException">The text is no such name.</exception>
    public static string Name(string name, string text) =>
        text.Length is > 0 and <= LongestName && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? text
            : throw Wrong(name, text, $"expected 1 to {LongestName} letters, digits, or one of . _ -");

    /// <exception cref="InputException">The text is no IP address of one machine.</exception>
    public static IPAddress MachineAddress(string name, string text) =>
        IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : throw Wrong(name, text, "expected the IP address by which the other nodes reach this one, such as 10.0.0.7");

    /// <exception cref="InputException">The text is no duration that a timer takes.</exception>
    public static TimeSpan Duration(string name, string text) =>
        Milliseconds(text) is >= 1 and <= LongestMilliseconds and var milliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw Wrong(name, text, "expected a duration from 1ms to 49 days such as 30s; the units are ms, s, m, h and d");

    /// <exception cref="InputException">The text is not what the parser takes.</exception>
    public static T Parse<T>(string name, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException wrong)
        {
            throw new InputException($"{name}: {wrong.Message}", wrong);
        }
    }

    public static InputException Wrong(string name, string text, string expected) => new($"{name}: {expected}, not {Quoted.Text(text)}.");

    private static double? Milliseconds(string text)
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
}
