using System.Globalization;

namespace RxTim.Benchmarks;

/// <summary>How many identifiers or results an operation of a benchmark handles.</summary>
internal static class Items
{
    public static int In(Case of) => of.Benchmark.Split('.')[0] switch
    {
        nameof(Decode) or nameof(Encode) or nameof(Scale) or nameof(Small) => int.Parse(of.Parameters.Split(' ')[0], CultureInfo.InvariantCulture),
        nameof(RestSend) => RestSend.Identifiers,
        nameof(FirstResult) when of.Benchmark != $"{nameof(FirstResult)}.{nameof(FirstResult.FirstPulled)}" => FirstResult.Identifiers,
        // BenchmarkDotNet was told (OperationsPerInvoke), or it is one.
        _ => 1,
    };
}
