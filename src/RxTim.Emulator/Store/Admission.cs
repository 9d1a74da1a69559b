using System.Collections.Frozen;

namespace RxTim.Emulator;

/// <summary>Whether a message may be stored for an identifier.</summary>
internal sealed class Admission(TimEmulatorOptions options)
{
    private const int LongestIdentifier = 32;

    // Null where every identifier exists.
    private readonly FrozenSet<string>? accounts = options.Accounts?.ToFrozenSet(StringComparer.Ordinal);

    private readonly FaultRule[] faults = [.. options.Faults];

    /// <summary>0, or the code that the identifier is answered with.</summary>
    public int CodeFor(string identifier, ref SeededRandom random)
    {
        if (options.StrictIdentifiers && !IsStrict(identifier))
            return TimErrorCodes.InvalidIdentifier;
        if (accounts?.Contains(identifier) == false)
            return TimErrorCodes.AccountNotFound;
        foreach (var fault in faults)
        {
            if (fault.Matches(identifier))
                return random.Happens(fault.Probability) ? fault.Code : 0;
        }
        return 0;
    }

    private static bool IsStrict(string identifier) =>
        identifier.Length is > 0 and <= LongestIdentifier && !identifier.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
