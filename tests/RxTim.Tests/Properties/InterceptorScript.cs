using CsCheck;

namespace RxTim.Tests;

/// <summary>What a random interceptor does first in a step.</summary>
internal enum Pause
{
    None,

    /// <summary>Goes on on another thread.</summary>
    Hops,

    /// <summary>Goes on when time has passed.</summary>
    WaitsForTime,

    /// <summary>The same, unless its token is cancelled first.</summary>
    WaitsHeedingItsToken,
}

/// <summary>What it does then.</summary>
internal enum Deed
{
    Passes,
    Refuses,
    Throws,
    ThrowsTimException,
}

/// <summary>One step of a random interceptor.</summary>
internal readonly record struct StepPlay(Pause Pause, Deed Deed)
{
    public override string ToString() => Pause == Pause.None ? $"{Deed}" : $"{Pause} {Deed}";
}

/// <summary>What a random interceptor does in its steps; in turn, where there are several.</summary>
/// <param name="Begin">As the send begins.</param>
/// <param name="HandOvers">Before each call.</param>
/// <param name="Deliveries">Before each delivery.</param>
/// <param name="End">At the end.</param>
/// <param name="ThrowsWhereItIsTold">In the steps that have no answer.</param>
internal sealed record InterceptorScript(Deed Begin, StepPlay[] HandOvers, StepPlay[] Deliveries, StepPlay End, bool ThrowsWhereItIsTold)
{
    public const int RefusedCode = 20_007;
    public const int ThrownCode = 20_009;

    private static readonly Gen<Pause> AnyPause = Gen.Frequency(
        (6, Gen.Const(Pause.None)), (3, Gen.Const(Pause.Hops)), (1, Gen.Const(Pause.WaitsForTime)),
        (1, Gen.Const(Pause.WaitsHeedingItsToken)));

    public static Gen<InterceptorScript> Any { get; } =
        from begin in AnyDeed(refuses: 0, throws: 1, of: 60)
        from handOvers in AnyStep(AnyDeed(refuses: 6, throws: 1, of: 40)).Array[1, 6]
        from deliveries in AnyStep(AnyDeed(refuses: 0, throws: 1, of: 40)).Array[1, 4]
        from end in AnyStep(AnyDeed(refuses: 0, throws: 2, of: 40))
        from throws in Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))
        select new InterceptorScript(begin, handOvers, deliveries, end, throws);

    public bool WaitsForTime => HandOvers.Concat(Deliveries).Append(End).Any(static step => step.Pause >= Pause.WaitsForTime);

    /// <summary>Whether something that it does stops the send.</summary>
    public bool Throws =>
        Begin >= Deed.Throws || HandOvers.Concat(Deliveries).Append(End).Any(static step => step.Deed >= Deed.Throws);

    public bool Refuses => HandOvers.Any(static step => step.Deed == Deed.Refuses);

    public override string ToString() =>
        $"begin {Begin}, hand over [{string.Join(", ", HandOvers)}], deliver [{string.Join(", ", Deliveries)}], end {End}"
        + (ThrowsWhereItIsTold ? ", throws where it is told" : "");

    private static Gen<StepPlay> AnyStep(Gen<Deed> deeds) => Gen.Select(AnyPause, deeds, static (pause, deed) => new StepPlay(pause, deed));

    private static Gen<Deed> AnyDeed(int refuses, int throws, int of) => Gen.Frequency(
        (of - refuses - (2 * throws), Gen.Const(Deed.Passes)), (refuses, Gen.Const(Deed.Refuses)),
        (throws, Gen.Const(Deed.Throws)), (throws, Gen.Const(Deed.ThrowsTimException)));
}
