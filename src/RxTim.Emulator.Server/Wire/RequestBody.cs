using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace RxTim.Emulator;

/// <summary>A request's whole body, in a pooled array.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>The longest body: room for 500 accounts and the longest message many times over.</summary>
    public const int MaxLength = 1 << 20;

    private readonly byte[] bytes;
    private readonly int length;

    private RequestBody(in ReadOnlySequence<byte> body)
    {
        length = (int)body.Length;
        bytes = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(bytes);
    }

    public ReadOnlyMemory<byte> Bytes => bytes.AsMemory(0, length);

    /// <exception cref="RestRefusal">It is too long.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext context, CancellationToken aborted)
    {
        if (context.Request.ContentLength > MaxLength)
            throw TooLong();
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(aborted).ConfigureAwait(false);
            if (read.Buffer.Length > MaxLength)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw TooLong();
            }
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            var body = new RequestBody(read.Buffer);
            reader.AdvanceTo(read.Buffer.End);
            return body;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);

    private static RestRefusal TooLong() => new(TimErrorCodes.RestBodyTooLong, $"the body is longer than {MaxLength} bytes");
}
