using BenchmarkDotNet.Attributes;

namespace RxTim.Benchmarks;

/// <summary>What does it cost to hand over a result that is there to an observer? All are called by another thread.</summary>
[MemoryDiagnoser]
public class DeliverPush
{
    private const int Distinct = 10_000;
    private const int Rounds = 100;
    private const int Results = Distinct * Rounds;
    private const int PerSegment = 100;

    private MsgBatchSendResult[][] chunks = [];
    private ReadyResults segments = null!;
    private ReadyResults singles = null!;

    /// <summary>Makes the results.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var results = ReadyResults.Make(Distinct);
        chunks = [.. results.Chunk(PerSegment)];
        segments = new ReadyResults(results, PerSegment, Rounds);
        singles = new ReadyResults(results, 1, Rounds);
    }

    /// <summary>Ends what <see cref="Setup"/> began.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        segments.Dispose();
        singles.Dispose();
    }

    /// <summary>A delegate called for each result, and nothing else.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Results)]
    public async Task<int> Delegate()
    {
        var observer = new CountingObserver();
        Action<MsgBatchSendResult> callback = observer.OnNext;
        await Task.Run(() =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var chunk in chunks)
                {
                    foreach (var result in chunk)
                        callback(result);
                }
            }
            observer.OnCompleted();
        });
        return await observer.Failed(Results);
    }

    /// <summary>The callback form: a list of all results, called back with once.</summary>
    [Benchmark(OperationsPerInvoke = Results)]
    public async Task<int> CallbackWithList()
    {
        var observer = new CountingObserver();
        ValueCallback<List<MsgBatchSendResult>> callback = (_, _, results, _) =>
        {
            foreach (var result in results)
                observer.OnNext(result);
            observer.OnCompleted();
        };
        await Task.Run(() =>
        {
            var all = new List<MsgBatchSendResult>();
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var chunk in chunks)
                {
                    foreach (var result in chunk)
                        all.Add(result);
                }
            }
            callback(0, "", all, null);
        });
        return await observer.Failed(Results);
    }

    /// <summary>RxTim.</summary>
    [Benchmark(OperationsPerInvoke = Results)]
    public Task<int> RxTim() => PushAsync(segments);

    /// <summary>RxTim, where the backend reports each identifier on its own.</summary>
    [Benchmark(OperationsPerInvoke = Results)]
    public Task<int> RxTimOneByOne() => PushAsync(singles);

    private static Task<int> PushAsync(ReadyResults results)
    {
        var observer = new CountingObserver();
        results.Push(observer);
        return observer.Failed(Results);
    }
}
