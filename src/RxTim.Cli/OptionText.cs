using System.Globalization;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>Reads the values of options.</summary>
internal static class OptionText
{
    // The longest wait that a timer takes is just under 2^32 milliseconds.
    private const double LongestMilliseconds = uint.MaxValue - 1;

    // A UserSig says its lifetime in seconds, and Tencent's own tools give at most some years.
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(50 * 365);

    /// <exception cref="InputException">The text is empty.</exception>
    public static string NotEmpty(string option, string text) =>
        text.Length > 0 ? text : throw new InputException($"{option}: its value is empty.");

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

    /// <exception cref="InputException">The text is no address of a server.</exception>
    public static Uri Address(string option, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw Wrong(option, text, "expected an address such as https://console.tim.qq.com");

    /// <summary>An address that is kept in a file.</summary>
    /// <exception cref="InputException">The text is no address of a server, or has more than the address.</exception>
    public static Uri AddressWithoutSecret(string option, string text)
    {
        var address = Address(option, text);
        // The text is not repeated: it may have a password or a UserSig in it.
        return address.UserInfo.Length + address.Query.Length + address.Fragment.Length == 0
            ? address
            : throw new InputException($"{option}: expected an address without a user, a query or a fragment, such as https://console.tim.qq.com.");
    }

    /// <exception cref="InputException">The text is no duration that a timer takes.</exception>
    public static TimeSpan Duration(string option, string text) =>
        Milliseconds(text) is >= 1 and <= LongestMilliseconds and var milliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw Wrong(option, text, "expected a duration from 1ms to 49 days such as 30s; the units are ms, s, m, h and d");

    /// <exception cref="InputException">The text is no duration that a timer takes, nor none.</exception>
    public static TimeSpan DurationOrNone(string option, string text) =>
        Milliseconds(text) == 0 ? TimeSpan.Zero : Duration(option, text);

    /// <exception cref="InputException">The text names no policy.</exception>
    public static InDoubtPolicy InDoubt(string option, string text) => text switch
    {
        "report" => InDoubtPolicy.Report,
        "check" => InDoubtPolicy.Check,
        "resend" => InDoubtPolicy.Resend,
        _ => throw Wrong(option, text, "expected report, check or resend"),
    };

    /// <exception cref="InputException">The text names no form of a report.</exception>
    public static ReportForm Report(string option, string text) => text switch
    {
        "table" => ReportForm.Table,
        "json" => ReportForm.Json,
        "csv" => ReportForm.Csv,
        _ => throw Wrong(option, text, "expected table, json or csv"),
    };

    /// <exception cref="InputException">The text is neither table nor json.</exception>
    public static bool IsJson(string option, string text) => text switch
    {
        "table" => false,
        "json" => true,
        _ => throw Wrong(option, text, "expected table or json"),
    };

    /// <exception cref="InputException">The text is no lifetime of a UserSig.</exception>
    public static TimeSpan Lifetime(string option, string text) =>
        Milliseconds(text) is { } milliseconds && milliseconds >= 1_000 && milliseconds <= LongestLifetime.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw Wrong(option, text, "expected a duration from 1s to 50 years such as 7d; the units are s, m, h and d");

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
