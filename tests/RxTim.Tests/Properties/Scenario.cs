using CsCheck;

namespace RxTim.Tests;

/// <summary>What cuts a send short.</summary>
internal enum Cut
{
    Nothing,
    ConsumerStops,
    ConsumerCancels,
    OtherThreadStops,
    OtherThreadCancels,
    ClientDisposed,
}

/// <summary>One random send over one random backend.</summary>
/// <param name="Identifiers">Who is asked, repeats included.</param>
/// <param name="Face">How.</param>
/// <param name="Options">The client's options, without a clock.</param>
/// <param name="Limits">The backend's limits.</param>
/// <param name="Scripts">What the backend does with the calls, in turn.</param>
/// <param name="ThroughCallbacks">Over <see cref="CallbackTransport"/>.</param>
/// <param name="Impatient">The clock runs while the backend works, so that timeouts and answers race.</param>
/// <param name="Yields">The consumer lets others run at each result.</param>
/// <param name="Cut">What cuts the send short.</param>
/// <param name="CutAt">After so many results, or so many calls for <see cref="Cut.ClientDisposed"/>.</param>
internal sealed record Scenario(
    string[] Identifiers, Face Face, TimClientOptions Options, MsgBatchLimits Limits, Script[] Scripts,
    bool ThroughCallbacks, bool Impatient, bool Yields, Cut Cut, int CutAt)
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

    private static readonly Gen<TimClientOptions> AnyOptions =
        from perCall in Gen.Int[1, 12]
        from calls in Gen.Int[1, 6]
        from each in Gen.Bool
        from linger in Gen.Int[0, 2]
        select new TimClientOptions
        {
            IdentifiersPerCall = perCall,
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
        from cutAt in Gen.Int[0, 30]
        select new Scenario(identifiers, face, options, limits, scripts, through, impatient, yields, cut, cutAt);

    public bool IsCallback => Face is Face.CallbackList or Face.CallbackJson;

    public bool IsPush => Face is Face.Push or Face.StreamedPush;

    public bool IsStreamed => Face is Face.StreamedPush or Face.StreamedPull;

    /// <summary>Who has a result in the end, in the order in which they are sent to.</summary>
    public string[] Expected { get; } =
        Options.Duplicates == DuplicateIdentifiers.SendEach ? Identifiers : [.. Identifiers.Distinct()];

    public int MostPerCall { get; } = Math.Min(
        Options.IdentifiersPerCall!.Value, Math.Min(Limits.MaxIdentifiersPerCall, Limits.MaxIdentifiersInFlight));

    /// <summary>Whether all results are known beforehand, but that any may have timed out where <see cref="TimePasses"/>.</summary>
    public bool IsOrdered => Scripts.All(static script => script.IsOrdered);

    /// <summary>Whether the clock runs. Otherwise the send must end without it.</summary>
    public bool TimePasses => Impatient || Scripts.Any(static script => script.LeavesOpen);

    public Script ScriptOf(int call) => Scripts[call % Scripts.Length];

    public override string ToString() => $"""
        {Face} {(ThroughCallbacks ? "over CallbackTransport" : "over its own transport")}, {Cut} at {CutAt}
        impatient: {Impatient}, yields: {Yields}
        to {string.Join(' ', Identifiers)}
        {Options}
        {Limits}
        {string.Join(Environment.NewLine, (object[])Scripts)}
        """;
}
