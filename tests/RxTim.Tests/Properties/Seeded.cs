using CsCheck;

namespace RxTim.Tests;

/// <summary>A scenario and the seed that it was drawn with, which CsCheck tells only of a failure.</summary>
internal sealed record Seeded(string Seed, Scenario Scenario)
{
    public static Gen<Seeded> Any { get; } = new Drawing();

    public override string ToString() => Scenario.ToString();

    private sealed class Drawing : Gen<Seeded>
    {
        public override Seeded Generate(PCG pcg, Size? min, out Size size)
        {
            var seed = pcg.ToString();
            return new Seeded(seed, AnyScenario.Any.Generate(pcg, min, out size));
        }
    }
}
