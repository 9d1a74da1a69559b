using System.CommandLine;
using System.Threading.RateLimiting;

namespace RxTim.Cli;

/// <summary>The options that say how messages are taken back and how that is shown.</summary>
internal sealed class WithdrawingOptions
{
    private const int MostCalls = 10_000;
    private const int MostCallsPerSecond = 1_000_000;
    private const int MostRetries = 1_000;

    // What Tencent's server API takes of an app.
    private const int DocumentedCallsPerSecond = 200;

    private readonly Option<string> calls = OptionOf.One("--calls", "N",
        $"Messages taken back at one time, 1 to {MostCalls}. 32 by default.");
    private readonly Option<string> timeout = OptionOf.One("--timeout", "DURATION",
        "How long an answer is waited for before it is unknown whether the message was taken back, such as 30s. 60s by default.");
    private readonly Option<string> rate = OptionOf.One("--rate", "N",
        $"The most messages taken back in any second, 1 to {MostCallsPerSecond}. With --rest to another machine {DocumentedCallsPerSecond} by "
        + "default, as Tencent's server API takes of an app; else no limit.");
    private readonly Option<string> retry = OptionOf.One("--retry", "N",
        $"How often those are tried again that fail for a passing reason or were not answered, up to {MostRetries}. 2 by default; "
        + "\"too many calls\" is always tried again.");
    private readonly Option<string> output = OptionOf.One("--output", "auto|json|live",
        "How results are shown. auto, the default: live on a terminal, json otherwise.");

    public IEnumerable<Option> All => [calls, timeout, rate, retry, output];

    /// <exception cref="InputException">A value is wrong.</exception>
    public PacedWithdrawal Read(ParseResult parsed, BackendSettings backend, TimeProvider time)
    {
        var options = new WithdrawOptions { TimeProvider = time };
        if (parsed.GetValue(calls) is { } most)
            options = options with { MaxConcurrentCalls = OptionText.Number(calls.Name, most, MostCalls) };
        if (parsed.GetValue(timeout) is { } duration)
            options = options with { ResultTimeout = OptionText.Duration(timeout.Name, duration) };
        if (parsed.GetValue(retry) is { } times)
            options = options with { Retry = options.Retry with { MaxAttempts = 1 + OptionText.Number(retry.Name, times, MostRetries, least: 0) } };
        var shown = new SendingSettings
        {
            Output = parsed.GetValue(output) is { } form ? OptionText.Output(output.Name, form) : OutputForm.Auto,
        };
        int? pace = parsed.GetValue(rate) is { } number ? OptionText.Number(rate.Name, number, MostCallsPerSecond)
            : backend.Rest is { IsLoopback: false } ? DocumentedCallsPerSecond
            : null;
        return new PacedWithdrawal(options, pace is { } perSecond ? Pace.CallsPerSecond(perSecond, time) : null, shown);
    }
}

/// <summary>How messages are taken back, with the limiter among the options, and how that is shown.</summary>
internal sealed class PacedWithdrawal(WithdrawOptions options, RateLimiter? pace, SendingSettings shown) : IDisposable
{
    public WithdrawOptions Options { get; } = options with { CallLimiter = pace };

    public SendingSettings Shown => shown;

    public void Dispose() => pace?.Dispose();
}
