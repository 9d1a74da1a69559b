using BenchmarkDotNet.Attributes;

namespace RxTim.Benchmarks;

/// <summary>
/// What does a small send cost, from asking for it to its last result, over a transport that answers each identifier at once? Most sends of
/// a game's server go to one user or to a few. Nothing is decoded: what is left is the send itself.
/// </summary>
[MemoryDiagnoser]
public class Small
{
    private readonly OneSend pushed = new();
    private readonly OneSend calledBack = new();

    private TimClient client = null!;
    private MsgBatchSendParam param = null!;
    private ValueCallback<List<MsgBatchSendResult>> callback = null!;

    /// <summary>How many are sent to.</summary>
    [Params(1, 100)]
    public int Identifiers { get; set; }

    /// <summary>Prepares, and checks that every face gives all results.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        client = new TimClient(new AnswersAtOnce());
        param = MsgBatchSendParam.Create(RxTim.Message.Text("hello"), [.. Enumerable.Range(0, Identifiers).Select(i => $"user_{i:D8}")]);
        callback = (_, _, results, _) => calledBack.End(results.Count);
        int[] counts = [await Push(), await Pull(), await Callback()];
        if (counts.Any(count => count != Identifiers))
            throw new InvalidOperationException($"{string.Join(", ", counts)} results came instead of {Identifiers}.");
    }

    /// <summary>Ends the client.</summary>
    [GlobalCleanup]
    public async Task Cleanup() => await client.DisposeAsync();

    /// <summary>The push face.</summary>
    [Benchmark(Baseline = true)]
    public ValueTask<int> Push()
    {
        var ended = pushed.Begin();
        client.MsgBatchSend(param).Subscribe(pushed);
        return ended;
    }

    /// <summary>The pull face.</summary>
    [Benchmark]
    public async ValueTask<int> Pull()
    {
        var count = 0;
        await foreach (var result in client.MsgBatchSendAsync(param))
            count++;
        return count;
    }

    /// <summary>The callback form.</summary>
    [Benchmark]
    public ValueTask<int> Callback()
    {
        var ended = calledBack.Begin();
        client.MsgBatchSend(param, callback);
        return ended;
    }
}
