using BenchmarkDotNet.Running;

namespace RxTim.Benchmarks;

/// <summary>One benchmark with its parameters, as <c>Decode.Send, 500 real</c>.</summary>
internal sealed record Case(string Benchmark, string Parameters = "")
{
    public static Case Of(BenchmarkCase benchmarkCase) => new(
        $"{benchmarkCase.Descriptor.Type.Name}.{benchmarkCase.Descriptor.WorkloadMethod.Name}",
        string.Join(", ", benchmarkCase.Parameters.Items.Select(parameter => parameter.Value)));

    public override string ToString() => Parameters.Length == 0 ? Benchmark : $"{Benchmark}, {Parameters}";
}
