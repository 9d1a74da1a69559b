using System.Runtime.InteropServices;

namespace RxTim.Tests;

/// <summary>Memory between two pages that must not be touched: who reads a byte too many brings the process down.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int NoAccess = 0;
    private const int ReadWrite = 1 | 2;
    private const int Private = 2;

    private readonly nint memory;

    public GuardedMemory()
    {
        memory = Map(0, 3 * PageSize, ReadWrite, Private | Anonymous, -1, 0);
        if (memory == -1 || Protect(memory, PageSize, NoAccess) != 0 || Protect(memory + 2 * PageSize, PageSize, NoAccess) != 0)
            throw new InvalidOperationException($"No guarded memory: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Why this cannot be had here; null if it can.</summary>
    public static string? Obstacle => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? null : "It maps memory as Unix does.";

    public static int PageSize => Environment.SystemPageSize;

    private static int Anonymous => OperatingSystem.IsMacOS() ? 0x1000 : 0x20;

    /// <summary>A copy of the bytes that ends at a guard page.</summary>
    public ReadOnlySpan<byte> AtEnd(ReadOnlySpan<byte> bytes) => Copy(bytes, PageSize - bytes.Length);

    /// <summary>A copy of the bytes that begins behind a guard page.</summary>
    public ReadOnlySpan<byte> AtStart(ReadOnlySpan<byte> bytes) => Copy(bytes, 0);

    public void Dispose() => _ = Unmap(memory, 3 * PageSize);

    private ReadOnlySpan<byte> Copy(ReadOnlySpan<byte> bytes, int start)
    {
        var copy = new Span<byte>((byte*)memory + PageSize, PageSize).Slice(start, bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nint length);
}
