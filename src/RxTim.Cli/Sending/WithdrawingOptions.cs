using System.CommandLine;
using System.Threading.RateLimiting;

namespace RxTim.Cli;

/// <summary>The options that say how messages are taken back and how that is shown.</summary>
internal sealed class WithdrawingOptions
{
    private const int MostCalls = 10_000;
    private const int MostRetries = 1_000;

    private readonly Option<string> calls = OptionOf.One("--calls", "N",
        $"Messages taken back at one time, 1 to {MostCalls}. 32 by default.");
    private readonly Option<string> timeout = OptionOf.One("--timeout", "DURATION",
        "How long an answer is waited for before it is unknown whether the message was taken back, such as 30s. 60s by default.");
    private readonly PaceOptions pace = new(
        documentedRecipients: null,
        "The most messages taken back in any second, 0 for no limit. With --rest to Tencent's own domains 200 by default, as its server "
        + "API takes of an app; else no limit.",
        "The most messages taken back in any minute. No limit by default: Tencent documents none.");
    private readonly Option<string> retry = OptionOf.One("--retry", "N",
        $"How often those are tried again that fail for a passing reason or were not answered, up to {MostRetries}. 2 by default; "
        + "\"too many calls\" is always tried again.");
    private readonly Option<string> output = OptionOf.One("--output", "auto|json|live",
        "How results are shown. auto, the default: live on a terminal, json otherwise.");

    public IEnumerable<Option> All => [.. Way, output];

    /// <summary>Those that say how it goes, not how it is shown.</summary>
    public IEnumerable<Option> Way => [calls, timeout, .. pace.All, retry];

    /// <summary>How it is shown.</summary>
    /// <exception cref="InputException">The value is wrong.</exception>
    public OutputForm ReadOutput(ParseResult parsed) =>
        parsed.GetValue(output) is { } form ? OptionValue.Output(output.Name, form) : OutputForm.Auto;

    /// <exception cref="InputException">A value is wrong.</exception>
    public PacedWithdrawal Read(ParseResult parsed, BackendSettings backend, CliConsole console)
    {
        var options = new WithdrawOptions { TimeProvider = console.Time };
        if (parsed.GetValue(calls) is { } most)
            options = options with { MaxConcurrentCalls = OptionText.Number(calls.Name, most, MostCalls) };
        if (parsed.GetValue(timeout) is { } duration)
            options = options with { ResultTimeout = OptionText.Duration(timeout.Name, duration) };
        if (parsed.GetValue(retry) is { } times)
            options = options with { Retry = options.Retry with { MaxAttempts = 1 + OptionText.Number(retry.Name, times, MostRetries, least: 0) } };
        return new PacedWithdrawal(options, new SendingSettings
        {
            Output = ReadOutput(parsed),
            Pace = pace.Read(parsed, backend, console),
        });
    }
}

/// <summary>How messages are taken back, with the limiter among the options, and how that is shown.</summary>
internal sealed class PacedWithdrawal : IDisposable
{
    private readonly List<RateLimiter> limiters = [];

    public PacedWithdrawal(WithdrawOptions options, SendingSettings shown)
    {
        // One message a call, so both limits count the same. What may be waited for longer comes first.
        if (shown.Pace.RecipientsPerMinute is { } perMinute)
            limiters.Add(Pace.RecipientsPerMinute(perMinute, options.TimeProvider));
        if (shown.Pace.CallsPerSecond is { } perSecond)
            limiters.Add(Pace.CallsPerSecond(perSecond, options.TimeProvider));
        if (limiters.Count > 1)
            limiters.Add(RateLimiter.CreateChained([.. limiters]));
        Options = options with { CallLimiter = limiters.LastOrDefault() };
        Shown = shown;
    }

    public WithdrawOptions Options { get; }

    public SendingSettings Shown { get; }

    public void Dispose() => limiters.ForEach(static limiter => limiter.Dispose());
}
