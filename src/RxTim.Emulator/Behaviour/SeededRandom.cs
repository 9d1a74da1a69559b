namespace RxTim.Emulator;

/// <summary>
/// The random numbers of one call: the same seed and the same call number give the same numbers, in every version of .NET and whatever
/// other calls do meanwhile. The generator is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
/// </summary>
internal struct SeededRandom
{
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;

    private ulong state;

    public SeededRandom(long seed, long callNumber) => state = Mix(Mix((ulong)seed) + ((ulong)callNumber * Gamma));

    /// <summary>Any 64 bits.</summary>
    public ulong Next() => Mix(state += Gamma);

    /// <summary>A number from 0 to just below <paramref name="limit"/>.</summary>
    public long NextBelow(long limit) => (long)HighHalf(Next(), (ulong)limit);

    /// <summary>A message's random: 32 bits, never 0, for 0 means that there is none.</summary>
    public uint NextMessageRandom() => (uint)NextBelow(uint.MaxValue) + 1;

    /// <summary>Whether something of this probability happens. Certainties draw no number.</summary>
    public bool Happens(double probability) =>
        probability >= 1 || (probability > 0 && (Next() >> 11) * (1.0 / (1L << 53)) < probability);

    // Of the product's 128 bits.
    private static ulong HighHalf(ulong a, ulong b)
    {
        var low = (ulong)(uint)a * (uint)b;
        var middle = (a >> 32) * (uint)b + (low >> 32);
        var other = (uint)a * (b >> 32) + (uint)middle;
        return (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58_476D_1CE4_E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D0_49BB_1331_11EB;
        return bits ^ (bits >> 31);
    }
}
