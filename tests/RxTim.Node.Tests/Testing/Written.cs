using System.Net;
using System.Text;

namespace RxTim.Node.Tests;

/// <summary>A body that is written as fast as it is read, and knows how much was.</summary>
internal sealed class Written(long most) : HttpContent
{
    private long bytes;

    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Waits until nothing more is written while the server answers many other requests.</summary>
    public async Task StandsStillAsync(Func<Task> another)
    {
        for (var (last, same) = (-1L, 0); same < 50; (last, same) = (Bytes, Bytes == last && last > 0 ? same + 1 : 0))
            await another();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Body.First + "\n"));
        var lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1_000).Select(static n => $"\"user{n}\"\n")));
        while (Bytes < most)
        {
            await stream.WriteAsync(lines);
            Interlocked.Add(ref bytes, lines.Length);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
