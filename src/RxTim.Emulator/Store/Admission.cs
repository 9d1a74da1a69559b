namespace RxTim.Emulator;

/// <summary>Whether a message may be stored for an identifier.</summary>
internal sealed class Admission(TimEmulatorOptions options)
{
    private const int LongestIdentifier = 32;

    private readonly FaultRule[] faults = [.. options.Faults];

    /// <summary>0, or the code that the identifier is answered with.</summary>
    public int CodeFor(string identifier, Accounts accounts, ref SeededRandom random)
    {
        if (options.StrictIdentifiers && !IsStrict(identifier))
            return TimErrorCodes.InvalidIdentifier;
        if (!accounts.Exists(identifier))
            return TimErrorCodes.AccountNotFound;
        foreach (var fault in faults)
        {
            if (fault.Matches(identifier))
                return random.Happens(fault.Probability) ? fault.Code : 0;
        }
        return 0;
    }

    public static bool IsStrict(string identifier) =>
        identifier.Length is > 0 and <= LongestIdentifier && !identifier.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
