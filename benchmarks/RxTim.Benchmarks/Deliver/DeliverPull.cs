using System.Threading.Channels;
using BenchmarkDotNet.Attributes;

namespace RxTim.Benchmarks;

/// <summary>What does it cost to hand over a result that is there to an <c>await foreach</c>? RxTim's results come in segments of 100, as
/// from calls of the usual size; "RxTimOneByOne" has them in segments of one, the worst that a backend can do.</summary>
[MemoryDiagnoser]
public class DeliverPull
{
    private const int Results = 10_000;
    private const int PerSegment = 100;

    private MsgBatchSendResult[] results = [];
    private ReadyResults segments = null!;
    private ReadyResults singles = null!;

    /// <summary>Where the results are.</summary>
    [Params(Source.OtherThread, Source.Ready)]
    public Source Source { get; set; }

    /// <summary>Makes the results.</summary>
    [GlobalSetup]
    public void Setup()
    {
        results = ReadyResults.Make(Results);
        segments = new ReadyResults(results, PerSegment);
        singles = new ReadyResults(results, 1);
    }

    /// <summary>Ends what <see cref="Setup"/> began.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        segments.Dispose();
        singles.Dispose();
    }

    /// <summary>A channel without a bound, read with ReadAllAsync.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Results)]
    public Task<int> UnboundedChannel() => ThroughAsync(
        Channel.CreateUnbounded<MsgBatchSendResult>(new() { SingleReader = true, SingleWriter = true }));

    /// <summary>A channel that holds as many as a segment, or all of them if they are to be ready.</summary>
    [Benchmark(OperationsPerInvoke = Results)]
    public Task<int> BoundedChannel() => ThroughAsync(Channel.CreateBounded<MsgBatchSendResult>(
        new BoundedChannelOptions(Source == Source.Ready ? Results : PerSegment) { SingleReader = true, SingleWriter = true }));

    /// <summary>System.Interactive.Async.</summary>
    [Benchmark(OperationsPerInvoke = Results)]
    public Task<int> Ix() => PullAsync(AsyncEnumerableEx.ToAsyncEnumerable(new PlainObservable(results, Source)));

    /// <summary>R3.</summary>
    [Benchmark(OperationsPerInvoke = Results)]
    public Task<int> R3() => PullAsync(global::R3.ObservableExtensions.ToAsyncEnumerable(new PlainR3Observable(results, Source)));

    /// <summary>RxTim.</summary>
    [Benchmark(OperationsPerInvoke = Results)]
    public Task<int> RxTim() => PullAsync(segments.Pull(Source));

    /// <summary>RxTim, where the backend reports each identifier on its own.</summary>
    [Benchmark(OperationsPerInvoke = Results)]
    public Task<int> RxTimOneByOne() => PullAsync(singles.Pull(Source));

    private async Task<int> ThroughAsync(Channel<MsgBatchSendResult> channel)
    {
        var writing = WriteAsync(channel.Writer);
        if (Source == Source.Ready)
            await writing;
        var failed = await PullAsync(channel.Reader.ReadAllAsync());
        await writing;
        return failed;
    }

    private Task WriteAsync(ChannelWriter<MsgBatchSendResult> writer) => Source == Source.Ready
        ? WriteHereAsync(writer)
        : Task.Run(() => WriteHereAsync(writer));

    private async Task WriteHereAsync(ChannelWriter<MsgBatchSendResult> writer)
    {
        foreach (var result in results)
        {
            if (!writer.TryWrite(result))
                await writer.WriteAsync(result);
        }
        writer.Complete();
    }

    private static async Task<int> PullAsync(IAsyncEnumerable<MsgBatchSendResult> source)
    {
        var (count, failed) = (0, 0);
        await foreach (var result in source)
        {
            count++;
            if (result.Code != 0)
                failed++;
        }
        return count == Results ? failed : throw new InvalidOperationException($"{count} results came.");
    }
}
