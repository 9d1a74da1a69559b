using CsCheck;

namespace RxTim.Tests;

/// <summary>Draws scenarios.</summary>
internal static class AnyScenario
{
    private static readonly Gen<uint> FewBits = Gen.OneOf(Gen.Const(0u), Gen.Select(Gen.UInt, Gen.UInt, static (a, b) => a & b), Gen.UInt);

    private static readonly Gen<Script> AnyScript =
        from threads in Gen.Int[0, 8]
        from pieces in Gen.Int[1, 5]
        from shuffle in Gen.Int[0, 1_000]
        from missing in FewBits
        from doubled in FewBits
        from failing in FewBits
        from strangers in Gen.Int[0, 2]
        from fate in Gen.Frequency(
            (12, Gen.Const(Fate.Silence)), (2, Gen.Const(Fate.MalformedTail)), (2, Gen.Const(Fate.RefusesByCode)),
            (2, Gen.Const(Fate.RefusesByResult)), (2, Gen.Const(Fate.Throws)), (1, Gen.Const(Fate.Stops)))
        select new Script(threads, pieces, shuffle, missing, doubled, failing, strangers, fate);

    private static readonly Gen<RetryOptions> AnyRetry =
        from attempts in Gen.Frequency((3, Gen.Const(1)), (2, Gen.Int[2, 4]))
        from unknown in Gen.Bool
        select new RetryOptions { MaxAttempts = attempts, RetryUnknown = unknown };

    private static readonly Gen<TimClientOptions> AnyOptions =
        from perCall in Gen.Int[1, 12]
        from calls in Gen.Int[1, 6]
        from each in Gen.Bool
        from linger in Gen.Int[0, 2]
        from retry in AnyRetry
        select new TimClientOptions
        {
            IdentifiersPerCall = perCall,
            Retry = retry,
            MaxConcurrentCalls = calls,
            Duplicates = each ? DuplicateIdentifiers.SendEach : DuplicateIdentifiers.SendOnce,
            // The clock jumps: what a disposal waits for may need longer, and a hang is seen all the same.
            DisposeTimeout = Timeout.InfiniteTimeSpan,
            Linger = linger switch { 0 => TimeSpan.Zero, 1 => TimeSpan.FromMilliseconds(20), _ => Timeout.InfiniteTimeSpan },
        };

    private static readonly Gen<MsgBatchLimits> AnyLimits =
        from identifiers in Gen.Frequency((2, Gen.Const(int.MaxValue)), (1, Gen.Int[1, 20]))
        from calls in Gen.Frequency((2, Gen.Const(int.MaxValue)), (1, Gen.Int[1, 4]))
        from perCall in Gen.Frequency((2, Gen.Const(int.MaxValue)), (1, Gen.Int[1, 8]))
        from bytes in Gen.Frequency((3, Gen.Const(int.MaxValue)), (1, Gen.Int[1, 800]))
        from distinct in Gen.Bool
        select new MsgBatchLimits
        {
            MaxIdentifiersInFlight = identifiers,
            MaxCallsInFlight = calls,
            MaxIdentifiersPerCall = perCall,
            MaxBytesPerCall = bytes,
            DistinctIdentifiersPerCall = distinct,
        };

    public static Gen<Scenario> Any { get; } =
        from identifiers in Gen.Int[0, 80].Select(static i => $"u{i}").Array[0, 60]
        from face in Gen.Enum<Face>()
        from options in AnyOptions
        from limits in AnyLimits
        from scripts in AnyScript.Array[1, 6]
        from through in Gen.Bool
        from impatient in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        from yields in Gen.Bool
        from cut in Gen.Frequency((5, Gen.Const(Cut.Nothing)), (5, Gen.Enum<Cut>()))
        from cutAt in Gen.Int[0, 60]
        from count in Gen.Frequency((2, Gen.Const(0)), (3, Gen.Int[1, 3]))
        from interceptors in InterceptorScript.Any.Array[count]
        from sourceWaits in Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true)))
        from permits in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 3]))
        select new Scenario(
            identifiers, face, options, limits, scripts, through, impatient, yields, cut, cutAt, interceptors, sourceWaits, permits);
}
