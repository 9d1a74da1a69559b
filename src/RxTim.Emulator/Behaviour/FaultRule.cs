using System.Globalization;

namespace RxTim.Emulator;

/// <summary>
/// Identifiers that fail: those that match the pattern are answered with the code, each with the probability. See
/// <see cref="TimEmulatorOptions.Faults"/>.
/// </summary>
public sealed record FaultRule
{
    private readonly IdentifierPattern pattern;

    /// <summary>Makes a rule.</summary>
    /// <param name="pattern">Which identifiers: <c>*</c> stands for any characters or none, <c>?</c> for exactly one UTF-16 character,
    /// all others for themselves. The whole identifier must match; case counts.</param>
    /// <param name="code">What they are answered with, see <see cref="TimErrorCodes"/>; not 0.</param>
    /// <param name="probability">How likely it is for each identifier of each call, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The pattern is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The code is 0, or the probability is no number from 0 to 1.</exception>
    public FaultRule(string pattern, int code, double probability = 1)
    {
        this.pattern = new IdentifierPattern(pattern);
        Code = code != 0 ? code : throw new ArgumentOutOfRangeException(nameof(code), "0 is the code of success; a fault needs another.");
        Probability = Emulator.Probability.Check(probability, nameof(probability));
    }

    /// <summary>Which identifiers fail.</summary>
    public string Pattern => pattern.ToString();

    /// <summary>The code that they are answered with.</summary>
    public int Code { get; }

    /// <summary>How likely it is, from 0 to 1.</summary>
    public double Probability { get; }

    /// <summary>Reads a rule from <c>PATTERN=CODE</c> or <c>PATTERN=CODE@PROBABILITY</c>, for example <c>bob*=70107@0.25</c>. The last
    /// equals sign counts, so the pattern may hold others.</summary>
    /// <param name="text">The rule; numbers as in English, with a point.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="FormatException">It is no such rule; the message says why.</exception>
    public static FaultRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.LastIndexOf('=');
        if (equals < 0)
            throw Malformed(text, "it has no '='");
        if (equals == 0)
            throw Malformed(text, "nothing stands before the '='; '*' stands for every identifier");

        var answer = text.AsSpan(equals + 1);
        var at = answer.IndexOf('@');
        var codeText = at < 0 ? answer : answer[..at];
        if (!int.TryParse(codeText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code))
            throw Malformed(text, $"the code '{codeText.ToString()}' is not a whole number of 32 bits");
        if (code == 0)
            throw Malformed(text, "0 is the code of success; a fault needs another");
        if (at < 0)
            return new FaultRule(text[..equals], code);

        var probabilityText = answer[(at + 1)..];
        if (!double.TryParse(probabilityText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var probability)
            || !Emulator.Probability.IsValid(probability))
            throw Malformed(text, $"the probability '{probabilityText.ToString()}' is not a number from 0 to 1");
        return new FaultRule(text[..equals], code, probability);
    }

    internal bool Matches(string identifier) => pattern.Matches(identifier);

    private static FormatException Malformed(string text, string why) =>
        new($"'{text}' is not a fault rule: {why}. Expected PATTERN=CODE[@PROBABILITY], for example bob*=70107@0.25.");
}
