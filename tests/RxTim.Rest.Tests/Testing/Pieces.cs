namespace RxTim.Rest.Tests;

/// <summary>A stream that gives so many bytes at a time.</summary>
internal sealed class Pieces(byte[] bytes, int length) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(length, buffer.Length)], cancellationToken);
}
