using System.Buffers;
using System.Text;
using RxTim.Orleans;

namespace RxTim.Node;

/// <summary>Results as Server-Sent Events: the id of each is the cursor behind it.</summary>
internal sealed class ResultEvents(Func<CancellationToken, Task<ClusterProgress>> progress) : IAnswerForm<ClusterResult>
{
    public string ContentType => "text/event-stream";

    public void Add(IBufferWriter<byte> output, ClusterResult item)
    {
        output.Write("event: result\nid: "u8);
        Encoding.ASCII.GetBytes(item.Cursor.ToString(), output);
        output.Write("\ndata: "u8);
        ResultJson.Write(output, item.Result);
        output.Write("\n\n"u8);
    }

    public void Pause(IBufferWriter<byte> output) => output.Write(":\n\n"u8);

    public async Task EndAsync(IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        var end = await progress(cancellationToken);
        output.Write("event: end\ndata: "u8);
        ApiJson.Write(output, end);
        output.Write("\n\n"u8);
    }

    public void Fail(IBufferWriter<byte> output, ApiFault fault)
    {
        output.Write("event: fault\ndata: "u8);
        ApiJson.Write(output, fault);
        output.Write("\n\n"u8);
    }
}
