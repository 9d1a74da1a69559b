using BenchmarkDotNet.Attributes;
using RxTim.Emulator;

namespace RxTim.Benchmarks;

/// <summary>What does an identifier cost, in time and in garbage, in small sends and in large ones? Through the embedded backend, whose own
/// work (it writes 1.6 kB of JSON for each) is part of it. Peak memory, and 10 million: <see cref="PeakMemory"/>.</summary>
[MemoryDiagnoser]
public class Scale
{
    private TimEmulator emulator = null!;
    private TimClient client = null!;

    /// <summary>How many are sent to.</summary>
    [Params(1_000, 10_000, 100_000, 1_000_000)]
    public int Identifiers { get; set; }

    /// <summary>Starts a backend.</summary>
    [GlobalSetup]
    public void Setup()
    {
        emulator = new TimEmulator(new TimEmulatorOptions { MaxStoredMessages = 0, RepeatWindow = TimeSpan.Zero });
        client = new TimClient(emulator.Transport);
    }

    /// <summary>Ends it.</summary>
    [GlobalCleanup]
    public async Task Cleanup()
    {
        await client.DisposeAsync();
        await emulator.DisposeAsync();
    }

    /// <summary>The pull face.</summary>
    [Benchmark(Baseline = true)]
    public async Task Pull()
    {
        var count = 0;
        await foreach (var result in client.MsgBatchSendAsync(RxTim.Message.Text("hello"), GeneratedIdentifiers.Of(Identifiers)))
            count++;
        if (count != Identifiers)
            throw new InvalidOperationException($"{count} results came.");
    }

    /// <summary>The push face.</summary>
    [Benchmark]
    public Task<int> Push()
    {
        var observer = new CountingObserver();
        client.MsgBatchSend(RxTim.Message.Text("hello"), GeneratedIdentifiers.Of(Identifiers)).Subscribe(observer);
        return observer.Failed(Identifiers);
    }
}
