using System.Buffers;
using RxTim.Orleans;

namespace RxTim.Node;

/// <summary>NDJSON without cursors: withdrawals, which end with the send's progress, and lists of sends, which just end.</summary>
internal sealed class JsonLines<T>(Action<IBufferWriter<byte>, T> write, Func<CancellationToken, Task<ClusterProgress>>? progress = null)
    : IAnswerForm<T>
{
    public string ContentType => "application/x-ndjson; charset=utf-8";

    public void Add(IBufferWriter<byte> output, T item)
    {
        write(output, item);
        output.Write("\n"u8);
    }

    public void Pause(IBufferWriter<byte> output)
    {
    }

    public async Task EndAsync(IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        if (progress is null)
            return;
        ApiJson.WriteEnd(output, await progress(cancellationToken));
        output.Write("\n"u8);
    }

    public void Fail(IBufferWriter<byte> output, ApiFault fault)
    {
        ApiJson.Write(output, fault);
        output.Write("\n"u8);
    }
}
