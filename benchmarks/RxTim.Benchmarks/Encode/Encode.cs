using System.Buffers;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Newtonsoft.Json;

namespace RxTim.Benchmarks;

/// <summary>What does it cost to write a call's JSON, the message and its identifiers, in UTF-8?</summary>
[MemoryDiagnoser]
public class Encode
{
    private const string Text = "this is batch send msgs";

    private static readonly JsonSerializerSettings UnitySettings = new() { NullValueHandling = NullValueHandling.Ignore };

    private readonly ArrayBufferWriter<byte> buffer = new();
    private PlainParam param = null!;
    private MsgBatchCall call = null!;

    /// <summary>How many a call is for.</summary>
    [Params(1, 100, 500)]
    public int Identifiers { get; set; }

    /// <summary>Makes the call, and checks that all write the same.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        string[] identifiers = [.. Enumerable.Range(0, Identifiers).Select(i => $"user_{i:D8}")];
        param = new PlainParam(identifiers, new PlainMessage([new PlainTextElement(0, Text)]));
        var keep = new KeepCall(Identifiers);
        await using var client = new TimClient(keep);
        await foreach (var _ in client.MsgBatchSendAsync(MsgBatchSendParam.Create(RxTim.Message.Text(Text), identifiers)))
        {
        }
        call = keep.Call!;
        WriteJson();
        var written = MsgBatchSendParam.Parse(buffer.WrittenSpan);
        if (!written.Equals(MsgBatchSendParam.Parse(SourceGenerated())) || !written.Equals(MsgBatchSendParam.Parse(Unity())))
            throw new InvalidOperationException("Not everyone writes the same.");
    }

    /// <summary>Tencent's Unity SDK: Newtonsoft.Json makes a string, which becomes UTF-8.</summary>
    [Benchmark(Baseline = true)]
    public byte[] Unity() => Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(param, UnitySettings));

    /// <summary>System.Text.Json.</summary>
    [Benchmark]
    public byte[] SourceGenerated() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(param, PlainParamJson.Default.PlainParam);

    /// <summary>RxTim, into a buffer that is used again as transports do.</summary>
    [Benchmark]
    public int WriteJson()
    {
        buffer.ResetWrittenCount();
        call.WriteJson(buffer);
        return buffer.WrittenCount;
    }

    private sealed class KeepCall(int identifiers) : IMsgBatchTransport
    {
        public MsgBatchLimits Limits { get; } = new() { BestIdentifiersPerCall = identifiers };

        public MsgBatchCall? Call { get; private set; }

        public void Send(MsgBatchCall call)
        {
            Call = call;
            call.AnswerRemaining(0);
        }
    }
}
