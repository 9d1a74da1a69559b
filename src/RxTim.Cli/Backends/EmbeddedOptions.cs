using System.CommandLine;
using RxTim.Emulator;

namespace RxTim.Cli;

/// <summary>The options that shape the emulator, inside this process or as a server.</summary>
internal sealed class EmbeddedOptions
{
    private readonly Option<string[]> fail = OptionOf.Many("--fail", "PATTERN=CODE[@PROBABILITY]",
        "Identifiers that the emulator fails, such as bob*=70107@0.25. May be repeated.");
    private readonly Option<string> latency = OptionOf.One("--latency", "RANGE",
        "How long the emulator takes to answer, such as 5ms..50ms.");
    private readonly Option<string> seed = OptionOf.One("--seed", "N", "Makes the emulator's chances repeatable.");

    public Option[] All => [fail, latency, seed];

    /// <exception cref="InputException">A value is wrong.</exception>
    public TimEmulatorOptions Read(ParseResult parsed) => new()
    {
        Faults = [.. (parsed.GetValue(fail) ?? []).Select(rule => OptionText.Parse(fail.Name, rule, FaultRule.Parse))],
        Latency = parsed.GetValue(latency) is { } range ? OptionText.Parse(latency.Name, range, LatencyRange.Parse) : default,
        Seed = parsed.GetValue(seed) is { } number ? OptionText.Seed(seed.Name, number) : Random.Shared.NextInt64(),
    };
}
