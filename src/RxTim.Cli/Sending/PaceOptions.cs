using System.CommandLine;
using RxTim.Rest;

namespace RxTim.Cli;

/// <summary>The options that say how fast a send goes, for every command that sends or takes back.</summary>
/// <param name="documentedRecipients">The recipients a minute that Tencent documents for what the command does; null if it documents
/// none.</param>
/// <param name="rateHelp">What the help says of calls.</param>
/// <param name="recipientsHelp">What the help says of recipients.</param>
internal sealed class PaceOptions(int? documentedRecipients, string rateHelp, string recipientsHelp)
{
    public const string RateName = "--rate";
    public const string RecipientsName = "--recipients-per-minute";

    public const int MostCallsPerSecond = 1_000_000;
    public const int MostRecipientsPerMinute = 1_000_000_000;

    private readonly Option<string> rate = OptionOf.One(RateName, "N", rateHelp);
    private readonly Option<string> recipients = OptionOf.One(RecipientsName, "N", recipientsHelp);

    public IEnumerable<Option> All => [rate, recipients];

    /// <param name="parsed">The command line.</param>
    /// <param name="backend">Where the send goes: Tencent's own servers have a default.</param>
    /// <param name="console">Has the settings of the environment and of the file, which hold for the REST API only.</param>
    /// <exception cref="InputException">A value is wrong.</exception>
    public PaceSettings Read(ParseResult parsed, BackendSettings backend, CliConsole console)
    {
        var isTencent = backend.Rest is { } address && IsTencent(address);
        var calls = Read(rate, Setting.Rate, MostCallsPerSecond, Pace.TencentCallsPerSecond);
        var messages = Read(recipients, Setting.RecipientsPerMinute, MostRecipientsPerMinute, documentedRecipients);
        return new PaceSettings(calls.Limit, messages.Limit) { CallsAreDocumented = calls.IsDocumented, RecipientsAreDocumented = messages.IsDocumented };

        (int? Limit, bool IsDocumented) Read(Option<string> option, Setting setting, int most, int? documented)
        {
            var (text, _, name, _) = backend.Rest is null
                ? new SettingValue(parsed.GetValue(option), SettingSource.Option, option.Name)
                : new RestSettings(parsed, console).Find(option, setting);
            if (text is null)
                return isTencent ? (documented, documented is not null) : (null, false);
            return (OptionText.Number(name, text, most, least: 0) is > 0 and var limit ? limit : null, false);
        }
    }

    /// <summary>Whether Tencent's own servers are there, whose limits are the default.</summary>
    // A name may be written as absolute, with a dot at its end.
    public static bool IsTencent(Uri address) =>
        Enum.GetValues<TimRegion>().Any(region => address.IdnHost.TrimEnd('.') == RestDomains.Of(region).IdnHost);
}
