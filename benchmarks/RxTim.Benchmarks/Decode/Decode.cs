using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace RxTim.Benchmarks;

/// <summary>
/// What does it cost to learn of each identifier what became of it, from the JSON that the SDK calls back with? "SendPulled" is the whole way
/// of a user of the library: a send whose backend answers at once, read to its end with <c>await foreach</c>, on one thread as the others
/// are. "Send" is the same observed: it begins on a thread of the pool, so a wake-up is in it. Where "Text" is in a name, each message's
/// text is read; else the code and the identifier.
/// </summary>
[MemoryDiagnoser]
public class Decode
{
    private byte[] copy = [];
    private TimClient client = null!;
    private MsgBatchSendParam param = null!;

    /// <summary>What is decoded.</summary>
    [ParamsSource(nameof(Callbacks))]
    public Callback Callback { get; set; } = null!;

    /// <summary>From the usual to the adversarial.</summary>
    public static IEnumerable<Callback> Callbacks =>
    [
        Callback.Real(500),
        Callback.Real(100),
        Callback.Real(5_000),
        Callback.LongEscapes(100),
        Callback.DeepNesting(100),
        Callback.BigText(100),
    ];

    /// <summary>Prepares, and checks that all see the same.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        copy = new byte[Callback.Utf8.Length];
        client = new TimClient(new PreparedAnswer(Callback));
        param = MsgBatchSendParam.Create(RxTim.Message.Text("this is batch send msgs"), Callback.Identifiers);
        UnityJson.CheckEveryKeyHasAMember(Callback.Utf8);
        long[] identifiers = [Unity(), SourceGenerated(), Document(), ParseArray(), await Send(), await SendPulled()];
        long[] texts = [UnityText(), await SendText(), await SendTextPulled()];
        if (identifiers.Distinct().Count() != 1 || texts.Distinct().Count() != 1 || texts[0] == 0)
            throw new InvalidOperationException("Not everyone decodes the same.");
    }

    /// <summary>Ends the client.</summary>
    [GlobalCleanup]
    public async Task Cleanup() => await client.DisposeAsync();

    /// <summary>Tencent's Unity SDK: a string, then Newtonsoft.Json.</summary>
    [Benchmark(Baseline = true)]
    public long Unity()
    {
        long sum = 0;
        foreach (var result in UnityJson.Parse(Callback.Utf8))
            sum += result.MsgBatchSendResultCode + result.MsgBatchSendResultIdentifier!.Length;
        return sum;
    }

    /// <summary>The same, and its texts.</summary>
    [Benchmark]
    public long UnityText()
    {
        long sum = 0;
        foreach (var result in UnityJson.Parse(Callback.Utf8))
            sum += result.MsgBatchSendResultMsg!.MessageElemArray![0].TextElemContent!.Length;
        return sum;
    }

    /// <summary>System.Text.Json into the same classes.</summary>
    [Benchmark]
    public long SourceGenerated()
    {
        long sum = 0;
        foreach (var result in SourceGeneratedJson.Parse(Callback.Utf8))
            sum += result.MsgBatchSendResultCode + result.MsgBatchSendResultIdentifier!.Length;
        return sum;
    }

    /// <summary>System.Text.Json into a document.</summary>
    [Benchmark]
    public long Document()
    {
        using var document = JsonDocument.Parse(Callback.Utf8, new JsonDocumentOptions { MaxDepth = Callback.MaxDepth });
        long sum = 0;
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            sum += entry.GetProperty("msg_batch_send_result_code"u8).GetInt32();
            sum += entry.GetProperty("msg_batch_send_result_identifier"u8).GetString()!.Length;
        }
        return sum;
    }

    /// <summary>Every token looked at, and nothing made of it.</summary>
    [Benchmark]
    public long Utf8JsonReader()
    {
        var reader = new Utf8JsonReader(Callback.Utf8, new JsonReaderOptions { MaxDepth = Callback.MaxDepth });
        long tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }

    /// <summary>The floor: the bytes copied.</summary>
    [Benchmark]
    public byte[] Copy()
    {
        Callback.Utf8.CopyTo(copy, 0);
        return copy;
    }

    /// <summary>RxTim's list of results.</summary>
    [Benchmark]
    public long ParseArray()
    {
        long sum = 0;
        foreach (var result in MsgBatchSendResult.ParseArray(Callback.Utf8))
            sum += result.Code + result.Identifier.Length;
        return sum;
    }

    /// <summary>A whole send with RxTim.</summary>
    [Benchmark]
    public Task<long> Send() => ObserveAsync(static result => result.Code + result.Identifier.Length);

    /// <summary>The same, and the texts.</summary>
    [Benchmark]
    public Task<long> SendText() => ObserveAsync(Text);

    /// <summary>A whole send with RxTim, the results pulled.</summary>
    [Benchmark]
    public async Task<long> SendPulled()
    {
        long sum = 0;
        await foreach (var result in client.MsgBatchSendAsync(param))
            sum += result.Code + result.Identifier.Length;
        return sum;
    }

    /// <summary>The same, and the texts.</summary>
    [Benchmark]
    public async Task<long> SendTextPulled()
    {
        long sum = 0;
        await foreach (var result in client.MsgBatchSendAsync(param))
            sum += Text(result);
        return sum;
    }

    private static long Text(MsgBatchSendResult result) => ((TextElement)result.Message!.Elements![0]).Content!.Length;

    private Task<long> ObserveAsync(Func<MsgBatchSendResult, long> read)
    {
        var observer = new SummingObserver(read);
        client.MsgBatchSend(param).Subscribe(observer);
        return observer.Sum;
    }
}
