using System.CommandLine;

namespace RxTim.Cli;

/// <summary>The options that say how a send goes and is shown, for every command that sends.</summary>
internal sealed class SendingOptions
{
    private const int MostPerCall = 1_000_000;
    private const int MostCalls = 10_000;
    private const int MostRetries = 1_000;

    private readonly Option<string> perCall = OptionOf.One("--per-call", "N",
        $"Identifiers in one call, 1 to {MostPerCall}. By default what the backend is fastest with.");
    private readonly Option<string> calls = OptionOf.One("--calls", "N",
        $"Calls at one time, 1 to {MostCalls}. By default what the backend is fastest with.");
    private readonly Option<string> timeout = OptionOf.One("--timeout", "DURATION",
        "How long a call may go unanswered before its identifiers count as unknown, such as 30s. 60s by default.");
    private readonly PaceOptions pace = new(
        Pace.TencentRecipientsPerMinute,
        "The most calls in any second, 0 for no limit. With --rest to Tencent's own domains 200 by default, as its server API takes of an "
        + "app; else no limit.",
        "The most recipients in any minute, 0 for no limit. With --rest to Tencent's own domains 12000 by default, as its server API takes "
        + "of an app that has not bought more; else no limit.");
    private readonly Option<string> retry = OptionOf.One("--retry", "N",
        $"How often those that fail for a passing reason are tried again, up to {MostRetries}, after 0.5 s and then twice as long each "
        + "time, up to 30 s. Not at all by default; \"too many calls\" is always tried again.");
    private readonly Option<string> output = OptionOf.One("--output", "auto|json|live",
        "How results are shown. auto, the default: live on a terminal, json otherwise.");

    public IEnumerable<Option> All => [.. Way, output];

    /// <summary>Those that say how it goes, not how it is shown.</summary>
    public IEnumerable<Option> Way => [perCall, calls, timeout, .. pace.All, retry];

    /// <summary>How it is shown.</summary>
    /// <exception cref="InputException">The value is wrong.</exception>
    public OutputForm ReadOutput(ParseResult parsed) =>
        parsed.GetValue(output) is { } form ? OptionValue.Output(output.Name, form) : OutputForm.Auto;

    /// <exception cref="InputException">A value is wrong.</exception>
    public SendingSettings Read(ParseResult parsed, BackendSettings backend, CliConsole console) => new()
    {
        IdentifiersPerCall = parsed.GetValue(perCall) is { } size ? OptionText.Number(perCall.Name, size, MostPerCall) : null,
        ConcurrentCalls = parsed.GetValue(calls) is { } most ? OptionText.Number(calls.Name, most, MostCalls) : null,
        Timeout = parsed.GetValue(timeout) is { } duration ? OptionText.Duration(timeout.Name, duration) : null,
        Pace = pace.Read(parsed, backend, console),
        Retries = parsed.GetValue(retry) is { } times ? OptionText.Number(retry.Name, times, MostRetries, least: 0) : 0,
        Output = ReadOutput(parsed),
    };
}
