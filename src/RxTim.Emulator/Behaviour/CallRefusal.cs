namespace RxTim.Emulator;

/// <summary>
/// Calls that are refused whole, each with the probability: nothing is stored and no identifier has an answer of its own. See
/// <see cref="TimEmulatorOptions.Refusal"/>.
/// </summary>
public sealed record CallRefusal
{
    /// <summary>Makes a rule.</summary>
    /// <param name="code">A <see cref="TIMResult"/> where negative: the call returns it at once. An error code where positive: it comes
    /// in a callback without entries, after the latency. Not 0.</param>
    /// <param name="probability">How likely it is for each call, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is 0, or the probability is no number from 0 to 1.</exception>
    public CallRefusal(int code, double probability = 1)
    {
        Code = code != 0 ? code : throw new ArgumentOutOfRangeException(nameof(code), "0 is the code of success; a refusal needs another.");
        Probability = Emulator.Probability.Check(probability, nameof(probability));
    }

    /// <summary>What the calls are refused with.</summary>
    public int Code { get; }

    /// <summary>How likely it is, from 0 to 1.</summary>
    public double Probability { get; }
}
