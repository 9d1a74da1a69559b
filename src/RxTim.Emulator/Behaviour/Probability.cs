namespace RxTim.Emulator;

/// <summary>What counts as a probability: a number from 0 (never) to 1 (always).</summary>
internal static class Probability
{
    public static bool IsValid(double value) => value is >= 0 and <= 1;

    public static double Check(double value, string name) =>
        IsValid(value) ? value : throw new ArgumentOutOfRangeException(name, value, "A probability is a number from 0 to 1.");
}
