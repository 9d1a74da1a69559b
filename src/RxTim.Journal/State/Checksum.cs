using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace RxTim.Journal;

/// <summary>A CRC-32C over what a row holds. SQLite checks how its pages hang together, not what stands in them.</summary>
internal readonly struct Checksum
{
    private readonly uint crc;

    private Checksum(uint crc) => this.crc = crc;

    public long Value => crc;

    public Checksum Add(long number) => new(BitOperations.Crc32C(crc, (ulong)number));

    public Checksum Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds bytes and their number.</summary>
    public Checksum Add(ReadOnlySpan<byte> bytes)
    {
        var sum = Add(bytes.Length).crc;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes)
            sum = BitOperations.Crc32C(sum, b);
        return new Checksum(sum);
    }
}
