using System.Buffers;
using RxTim.Orleans;

namespace RxTim.Node;

/// <summary>Results as NDJSON, with lines that say how far it is.</summary>
internal sealed class ResultLines(ClusterCursor from, Func<CancellationToken, Task<ClusterProgress>> progress) : IAnswerForm<ClusterResult>
{
    private ClusterCursor cursor = from;

    public string ContentType => "application/x-ndjson; charset=utf-8";

    public void Add(IBufferWriter<byte> output, ClusterResult item)
    {
        ResultJson.Write(output, item.Result);
        output.Write("\n"u8);
        cursor = item.Cursor;
    }

    public void Pause(IBufferWriter<byte> output)
    {
        ApiJson.WriteCursor(output, cursor);
        output.Write("\n"u8);
    }

    public async Task EndAsync(IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        Pause(output);
        ApiJson.WriteEnd(output, await progress(cancellationToken));
        output.Write("\n"u8);
    }

    public void Fail(IBufferWriter<byte> output, ApiFault fault)
    {
        ApiJson.Write(output, fault);
        output.Write("\n"u8);
    }
}
