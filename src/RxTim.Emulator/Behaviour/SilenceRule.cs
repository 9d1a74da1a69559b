namespace RxTim.Emulator;

/// <summary>
/// Identifiers whose answer never comes: it gets lost on the way back, each with the probability. The message is stored if it was to be
/// stored. See <see cref="TimEmulatorOptions.Silences"/>.
/// </summary>
public sealed record SilenceRule
{
    private readonly IdentifierPattern pattern;

    /// <summary>Makes a rule.</summary>
    /// <param name="pattern">Which identifiers, as for <see cref="FaultRule"/>.</param>
    /// <param name="probability">How likely it is for each identifier of each call, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The pattern is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability is no number from 0 to 1.</exception>
    public SilenceRule(string pattern, double probability = 1)
    {
        this.pattern = new IdentifierPattern(pattern);
        Probability = Emulator.Probability.Check(probability, nameof(probability));
    }

    /// <summary>Which identifiers are never answered.</summary>
    public string Pattern => pattern.ToString();

    /// <summary>How likely it is, from 0 to 1.</summary>
    public double Probability { get; }

    internal bool Matches(string identifier) => pattern.Matches(identifier);
}
