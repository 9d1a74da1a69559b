using System.Buffers;
using System.Text.Json;

namespace RxTim.Rest;

/// <summary>Feeds an answer's bytes to its parser as they come, through one small pooled buffer, up to a limit.</summary>
internal static class AnswerReader
{
    private const int BufferLength = 16 * 1024;

    /// <summary>Reads up to the answer's end; what follows is left.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="parser">Told of them.</param>
    /// <param name="limit">The most bytes to read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JsonException">It is no answer, ends too early, or is longer than the limit.</exception>
    public static async Task ReadAsync(Stream stream, AnswerParser parser, int limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            long total = 0;
            var length = 0;
            while (!parser.IsComplete)
            {
                // One value fills the buffer. Only a text can, and none of an answer's is that long.
                if (length == buffer.Length)
                    throw new JsonException($"A value of the answer is longer than {buffer.Length} bytes.");
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                total += read;
                if (total > limit)
                    throw TooLong(limit);
                length += read;
                var taken = parser.Read(buffer.AsSpan(0, length), isLast: read == 0);
                length -= taken;
                buffer.AsSpan(taken, length).CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static JsonException TooLong(int limit) => new($"The answer is longer than {limit} bytes.");
}
