using System.Runtime.InteropServices;

namespace RxTim.Cli;

/// <summary>What Unix has and .NET does not hand on.</summary>
internal static partial class LibC
{
    public const int Interrupted = 4;

    public const short ReadyToRead = 0x1;
    public const short ReadyToWrite = 0x4;

    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>Whether the descriptor is there and came from the process that started this one. One that closes on exec cannot have come:
    /// the runtime opened it since, because the number was free.</summary>
    public static bool IsInherited(int descriptor)
    {
        var flags = FcntL(descriptor, GetDescriptorFlags);
        return flags >= 0 && (flags & CloseOnExec) == 0;
    }

    /// <summary>Whether the descriptor is there, whoever opened it.</summary>
    public static bool IsOpen(int descriptor) => FcntL(descriptor, GetDescriptorFlags) >= 0;

    /// <summary>Waits until the descriptor is ready.</summary>
    public static void WaitFor(int descriptor, short events)
    {
        var polled = new Polled { Descriptor = descriptor, Events = events };
        _ = Poll(ref polled, 1, timeout: -1);
    }

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int StatX(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FcntL(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Polled polled, nuint count, int timeout);

    private struct Polled
    {
        public int Descriptor;
        public short Events;
        public short Ready;
    }
}
