using System.Buffers;
using System.Text;

namespace RxTim.Cli;

/// <summary>Finds the first bytes that are not UTF-8.</summary>
internal static class Utf8Fault
{
    /// <summary>Which byte, counted from 1, is not UTF-8; null if all are.</summary>
    public static string? Find(ReadOnlySpan<byte> bytes)
    {
        var offset = IndexOf(bytes);
        return offset < 0 ? null : $"byte {offset + 1} (0x{bytes[offset]:X2}) is not UTF-8";
    }

    public static int IndexOf(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (offset < bytes.Length)
        {
            if (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) != OperationStatus.Done)
                return offset;
            offset += length;
        }
        return -1;
    }
}
