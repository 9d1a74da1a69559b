using System.Buffers.Binary;
using System.Text;

namespace RxTim.Orleans;

/// <summary>Reads what a <see cref="ByteWriter"/> wrote.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> left = bytes;

    public readonly bool IsAtEnd => left.IsEmpty;

    /// <summary>Reads what <see cref="ByteWriter.ToSealed"/> made.</summary>
    /// <exception cref="FormatException">It is not as it was written.</exception>
    public static ByteReader Unseal(ReadOnlySpan<byte> whole)
    {
        if (whole.Length < sizeof(uint) || ByteWriter.Checksum(whole[..^sizeof(uint)]) != BinaryPrimitives.ReadUInt32LittleEndian(whole[^sizeof(uint)..]))
            throw Damaged();
        return new ByteReader(whole[..^sizeof(uint)]);
    }

    public ulong Unsigned()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (left.IsEmpty)
                break;
            var one = left[0];
            left = left[1..];
            number |= (ulong)(one & 0x7F) << shift;
            if (one <= 0x7F)
                return number;
        }
        throw Damaged();
    }

    public long Number()
    {
        var folded = Unsigned();
        return (long)(folded >> 1) ^ -(long)(folded & 1);
    }

    public int Count() => Unsigned() is <= int.MaxValue and var number ? (int)number : throw Damaged();

    public bool Flag() => Unsigned() != 0;

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(Number());

    public DateTimeOffset? OptionalTime() => Number() is not 0 and var time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Count();
        if (length > left.Length)
            throw Damaged();
        var some = left[..length];
        left = left[length..];
        return some;
    }

    public RangeSet Ranges()
    {
        var set = new RangeSet();
        var last = 0;
        for (var left = Count(); left > 0; left--)
        {
            var first = last + Count();
            last = first + Count();
            set.Add(first, last - first);
        }
        return set;
    }

    public static FormatException Damaged() => new("A state of RxTim in the cluster's storage is not as it was written.");
}
