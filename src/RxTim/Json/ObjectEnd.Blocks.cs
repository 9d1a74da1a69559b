#if NET
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RxTim;

// The vectorised search: 0.06 µs for a real message of 1.5 kB, where one byte after the other takes 0.7 µs and a parse 0.9 µs.
internal static partial class ObjectEnd
{
    private const int BlockSize = 64;

    // 64 bytes at a time, each byte a bit in a mask; the lowest bit is the first byte. All that this calls is inlined: a call in the loop
    // would have the vectors with the characters loaded again for each block, which doubles the time.
    internal static int FindByBlock(ReadOnlySpan<byte> json)
    {
        var depth = 0;
        // All ones where the last block ended inside a string; 1 where its last byte escapes the first of the next.
        var continued = 0ul;
        var escape = 0ul;
        ref var first = ref MemoryMarshal.GetReference(json);
        var start = 0;
        for (; start <= json.Length - BlockSize; start += BlockSize)
        {
            // Within the bounds by the loop's condition; a slice for each block would cost a fifth more.
            var block = Vector512.LoadUnsafe(ref first, (nuint)start);
            var backslashes = Where(block, '\\');
            var escaped = 0ul;
            if ((backslashes | escape) != 0)
            {
                escaped = Escaped(backslashes, escape);
                escape = (backslashes & ~escaped) >> (BlockSize - 1);
            }
            var inString = Between(Where(block, '"') & ~escaped) ^ continued;
            continued = (ulong)((long)inString >> (BlockSize - 1));

            var counted = ~(inString | escaped);
            var opening = Where(block, '{') & counted;
            var closing = Where(block, '}') & counted;
            var closed = BitOperations.PopCount(closing);
            // Where too few close for this to be the end, their order does not matter.
            if (closed >= depth && EndWithin(opening, closing, depth) is var end and > 0)
                return start + end;
            depth += BitOperations.PopCount(opening) - closed;
        }
        return FindByByte(json, start, depth, continued != 0, escape != 0);
    }

    private static ulong Where(Vector512<byte> block, char c) =>
        Vector512.Equals(block, Vector512.Create((byte)c)).ExtractMostSignificantBits();

    // One after the other, for a backslash that is escaped does not escape. Few blocks have any.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Escaped(ulong backslashes, ulong escaped)
    {
        backslashes &= ~escaped;
        while (backslashes != 0)
        {
            var at = BitOperations.TrailingZeroCount(backslashes);
            escaped |= 2ul << at;
            backslashes &= ~(3ul << at);
        }
        return escaped;
    }

    // From each quote that opens a string up to the one that closes it: each bit is the exclusive or of all up to it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Between(ulong quotes)
    {
        // The same in one instruction: a third less of the whole search.
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(quotes), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        quotes ^= quotes << 1;
        quotes ^= quotes << 2;
        quotes ^= quotes << 4;
        quotes ^= quotes << 8;
        quotes ^= quotes << 16;
        return quotes ^ quotes << 32;
    }

    // The index behind the brace that closes the object; 0 if it is not among these.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndWithin(ulong opening, ulong closing, int depth)
    {
        for (var braces = opening | closing; braces != 0; braces &= braces - 1)
        {
            var at = BitOperations.TrailingZeroCount(braces);
            depth += (opening >> at & 1) != 0 ? 1 : -1;
            if (depth == 0)
                return at + 1;
        }
        return 0;
    }
}
#endif
