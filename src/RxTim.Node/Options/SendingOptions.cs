using System.CommandLine;

namespace RxTim.Node;

/// <summary>How this node's calls go, and how fast those of the whole cluster.</summary>
internal sealed record SendingSettings
{
    public int? IdentifiersPerCall { get; init; }

    public int? ConcurrentCalls { get; init; }

    public TimeSpan? ResultTimeout { get; init; }

    /// <summary>How often those that fail are tried again.</summary>
    public int Retries { get; init; }

    /// <summary>The most calls of the cluster in any second; null without limit.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>The most recipients of the cluster in any minute; null without limit.</summary>
    public int? RecipientsPerMinute { get; init; }
}

/// <summary>The options that say how calls go.</summary>
internal sealed class SendingOptions
{
    private const int MostPerCall = 1_000_000;
    private const int MostCalls = 10_000;
    private const int MostRetries = 1_000;
    private const int MostCallsPerSecond = 1_000_000;
    private const int MostRecipientsPerMinute = 1_000_000_000;

    private readonly Option<string> rate = OptionOf.One("--rate", "N",
        "The most calls of the whole cluster in any second, 0 for no limit. With --rest to Tencent's own domains 200 by default, as its "
        + "server API takes of an app; else no limit. Give all nodes the same.");
    private readonly Option<string> recipients = OptionOf.One("--recipients-per-minute", "N",
        "The most recipients of the whole cluster in any minute, 0 for no limit. With --rest to Tencent's own domains 12000 by default, as "
        + "its server API takes of an app that has not bought more; else no limit. Give all nodes the same.");
    private readonly Option<string> perCall = OptionOf.One("--per-call", "N",
        $"Identifiers in one call, 1 to {MostPerCall}. By default what the backend is fastest with.");
    private readonly Option<string> calls = OptionOf.One("--calls", "N",
        $"Calls of one shard at one time, 1 to {MostCalls}. By default what the backend is fastest with.");
    private readonly Option<string> timeout = OptionOf.One("--result-timeout", "DURATION",
        "How long a call may go unanswered before its identifiers are in doubt, such as 30s. 60s by default.");
    private readonly Option<string> retry = OptionOf.One("--retry", "N",
        $"How often those that fail for a passing reason are tried again, up to {MostRetries}, after 0.5 s and then twice as long each "
        + "time, up to 30 s. Not at all by default; \"too many calls\" is always tried again.");

    public IEnumerable<Option> All => [rate, recipients, perCall, calls, timeout, retry];

    /// <exception cref="InputException">A value is wrong.</exception>
    public SendingSettings Read(Given given, BackendSettings backend)
    {
        var isTencent = backend.Rest is { IsTencent: true };
        return new SendingSettings
        {
            IdentifiersPerCall = given.Read<int?>(perCall, static (name, text) => OptionText.Number(name, text, MostPerCall), null),
            ConcurrentCalls = given.Read<int?>(calls, static (name, text) => OptionText.Number(name, text, MostCalls), null),
            ResultTimeout = given.Read<TimeSpan?>(timeout, static (name, text) => OptionText.Duration(name, text), null),
            Retries = given.Read(retry, static (name, text) => OptionText.Number(name, text, MostRetries, least: 0), 0),
            CallsPerSecond = Limit(rate, "RXTIM_RATE", MostCallsPerSecond, Pace.TencentCallsPerSecond),
            RecipientsPerMinute =
                Limit(recipients, "RXTIM_RECIPIENTS_PER_MINUTE", MostRecipientsPerMinute, Pace.TencentRecipientsPerMinute),
        };

        // The variables hold for the server API only, as they do for rxtim. 0 is given for no limit.
        int? Limit(Option<string> option, string variable, int most, int documented) =>
            given.Read(option, (name, text) => OptionText.Number(name, text, most, least: 0),
                isTencent ? documented : 0, backend.Rest is null ? null : variable) is > 0 and var limit ? limit : null;
    }
}
