using BenchmarkDotNet.Attributes;
using RxTim.Emulator;

namespace RxTim.Benchmarks;

/// <summary>
/// When is the first of 10,000 results there, and when the last, if each call takes 20 ms? Both ways go through the same client: in calls
/// of 100, four at a time. "WholeBatch" is the callback form, as one that awaits a whole batch has it: its first result is there with its
/// last.
/// </summary>
[MemoryDiagnoser]
public class FirstResult
{
    internal const int Identifiers = 10_000;

    private static readonly TimeSpan CallTime = TimeSpan.FromMilliseconds(20);

    private TimEmulator emulator = null!;
    private TimClient client = null!;
    private MsgBatchSendParam param = null!;

    /// <summary>Starts a backend.</summary>
    [GlobalSetup]
    public void Setup()
    {
        emulator = new TimEmulator(new TimEmulatorOptions { Latency = new LatencyRange(CallTime, CallTime), MaxStoredMessages = 0 });
        client = new TimClient(emulator.Transport);
        param = MsgBatchSendParam.Create(
            RxTim.Message.Text("this is batch send msgs"), Enumerable.Range(0, Identifiers).Select(i => $"user_{i:D8}"));
    }

    /// <summary>Ends it.</summary>
    [GlobalCleanup]
    public async Task Cleanup()
    {
        await client.DisposeAsync();
        await emulator.DisposeAsync();
    }

    /// <summary>The callback form: all at once.</summary>
    [Benchmark(Baseline = true)]
    public async Task<int> WholeBatch()
    {
        var all = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        ValueCallback<List<MsgBatchSendResult>> callback = (_, _, results, _) => all.SetResult(results.Count);
        client.MsgBatchSend(param, callback);
        return Checked(await all.Task);
    }

    /// <summary>The first result of <c>await foreach</c>, and leaving.</summary>
    [Benchmark]
    public async Task<MsgBatchSendResult> FirstPulled()
    {
        await foreach (var result in client.MsgBatchSendAsync(param))
            return result;
        throw new InvalidOperationException("No result came.");
    }

    /// <summary>All results of <c>await foreach</c>.</summary>
    [Benchmark]
    public async Task<int> AllPulled()
    {
        var count = 0;
        await foreach (var result in client.MsgBatchSendAsync(param))
            count++;
        return Checked(count);
    }

    /// <summary>All results of the observable.</summary>
    [Benchmark]
    public async Task<int> AllPushed()
    {
        var observer = new CountingObserver();
        using var subscription = client.MsgBatchSend(param).Subscribe(observer);
        return await observer.Failed(Identifiers);
    }

    private static int Checked(int count) =>
        count == Identifiers ? count : throw new InvalidOperationException($"{count} results came.");
}
