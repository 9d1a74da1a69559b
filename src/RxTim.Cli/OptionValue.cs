using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>Reads the values of options that are rxtim's own.</summary>
internal static class OptionValue
{
    // A UserSig says its lifetime in seconds, and Tencent's own tools give at most some years.
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(50 * 365);

    /// <exception cref="InputException">The text is empty.</exception>
    public static string NotEmpty(string option, string text) =>
        text.Length > 0 ? text : throw new InputException($"{option}: its value is empty.");

    /// <exception cref="InputException">The text is no address of a server.</exception>
    public static Uri Address(string option, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw OptionText.Wrong(option, text, "expected an address such as https://console.tim.qq.com");

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

    /// <exception cref="InputException">The text is no duration that a timer takes, nor none.</exception>
    public static TimeSpan DurationOrNone(string option, string text) =>
        OptionText.Milliseconds(text) == 0 ? TimeSpan.Zero : OptionText.Duration(option, text);

    /// <exception cref="InputException">The text names no policy.</exception>
    public static InDoubtPolicy InDoubt(string option, string text) => text switch
    {
        "report" => InDoubtPolicy.Report,
        "check" => InDoubtPolicy.Check,
        "resend" => InDoubtPolicy.Resend,
        _ => throw OptionText.Wrong(option, text, "expected report, check or resend"),
    };

    /// <exception cref="InputException">The text names no form of a report.</exception>
    public static ReportForm Report(string option, string text) => text switch
    {
        "table" => ReportForm.Table,
        "json" => ReportForm.Json,
        "csv" => ReportForm.Csv,
        _ => throw OptionText.Wrong(option, text, "expected table, json or csv"),
    };

    /// <exception cref="InputException">The text is neither table nor json.</exception>
    public static bool IsJson(string option, string text) => text switch
    {
        "table" => false,
        "json" => true,
        _ => throw OptionText.Wrong(option, text, "expected table or json"),
    };

    /// <exception cref="InputException">The text is no lifetime of a UserSig.</exception>
    public static TimeSpan Lifetime(string option, string text) =>
        OptionText.Milliseconds(text) is { } milliseconds && milliseconds >= 1_000 && milliseconds <= LongestLifetime.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw OptionText.Wrong(option, text, "expected a duration from 1s to 50 years such as 7d; the units are s, m, h and d");

    /// <exception cref="InputException">The text names no output.</exception>
    public static OutputForm Output(string option, string text) => text switch
    {
        "auto" => OutputForm.Auto,
        "json" => OutputForm.Json,
        "live" => OutputForm.Live,
        _ => throw OptionText.Wrong(option, text, "expected auto, json or live"),
    };
}
