using BenchmarkDotNet.Attributes;
using RxTim.Rest;

namespace RxTim.Benchmarks;

/// <summary>How long do 50,000 identifiers take over the REST API of an emulator in another process, in calls of 500, 16 at a time? The
/// server's own work is most of it; for its ceiling see <see cref="RestContest"/>.</summary>
[MemoryDiagnoser]
public class RestSend
{
    internal const int Identifiers = 50_000;

    private readonly HttpClient http = new();
    private readonly string[] identifiers = [.. Enumerable.Range(0, Identifiers).Select(i => $"user_{i:D8}")];

    private EmulatorProcess server = null!;
    private RestSides sides = null!;

    /// <summary>Starts the server.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        server = await EmulatorProcess.StartAsync();
        sides = new RestSides(http, server);
    }

    /// <summary>Ends it.</summary>
    [GlobalCleanup]
    public async Task Cleanup()
    {
        await sides.DisposeAsync();
        await server.DisposeAsync();
        http.Dispose();
    }

    /// <summary>By hand.</summary>
    [Benchmark(Baseline = true)]
    public Task HandWritten() => sides.HandWrittenAsync(identifiers);

    /// <summary>RxTim.</summary>
    [Benchmark]
    public Task RxTim() => sides.RxTimAsync(identifiers);
}
