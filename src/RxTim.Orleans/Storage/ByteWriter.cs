using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace RxTim.Orleans;

/// <summary>Writes numbers, texts and bytes one after the other: numbers in 7 bits a byte, least first.</summary>
internal sealed class ByteWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public int Length => bytes.WrittenCount;

    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    public void Add(long number) => Add((ulong)(number << 1) ^ (ulong)(number >> 63));

    public void Add(bool yes) => Add(yes ? 1UL : 0UL);

    public void Add(ulong number)
    {
        var span = bytes.GetSpan(10);
        var at = 0;
        for (; number > 0x7F; number >>= 7)
            span[at++] = (byte)(number | 0x80);
        span[at++] = (byte)number;
        bytes.Advance(at);
    }

    public void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Add((ulong)length);
        Encoding.UTF8.GetBytes(text, bytes.GetSpan(length));
        bytes.Advance(length);
    }

    public void Add(ReadOnlySpan<byte> some)
    {
        Add((ulong)some.Length);
        bytes.Write(some);
    }

    /// <summary>Adds bytes without their number.</summary>
    public void Append(ReadOnlySpan<byte> some) => bytes.Write(some);

    public void Add(DateTimeOffset time) => Add(time.ToUnixTimeMilliseconds());

    public void Add(DateTimeOffset? time) => Add(time?.ToUnixTimeMilliseconds() ?? 0);

    public void Add(RangeSet set)
    {
        Add((ulong)set.Ranges.Count);
        var last = 0;
        foreach (var (first, end) in set.Ranges)
        {
            Add((ulong)(first - last));
            Add((ulong)(end - first));
            last = end;
        }
    }

    /// <summary>All that was written, with a checksum behind it.</summary>
    public byte[] ToSealed()
    {
        var whole = new byte[bytes.WrittenCount + sizeof(uint)];
        bytes.WrittenSpan.CopyTo(whole);
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(bytes.WrittenCount), Checksum(bytes.WrittenSpan));
        return whole;
    }

    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
