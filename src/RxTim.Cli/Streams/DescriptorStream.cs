using System.Runtime.InteropServices;

namespace RxTim.Cli;

/// <summary>
/// A standard stream of Unix, read and written as it is. .NET's own streams each lack something: the console's keeps silent when the reader
/// of a pipe has gone, so that a send would go on with nobody to see its results; a file's does not wait for a descriptor that another
/// process has made non-blocking, and writes beside the position that other processes share.
/// </summary>
/// <param name="descriptor">Its number; negative if there is none.</param>
internal sealed unsafe class DescriptorStream(int descriptor) : SequentialStream
{
    // EAGAIN, which is not the same everywhere.
    private static readonly int NotReady = OperatingSystem.IsLinux() ? 11 : 35;

    public bool IsOpen => descriptor >= 0;

    /// <summary>The stream that the process was started with; one that cannot be used if there was none.</summary>
    public static DescriptorStream Inherited(int descriptor) => new(LibC.IsInherited(descriptor) ? descriptor : -1);

    public override bool CanRead => true;

    public override int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint read;
            while ((read = LibC.Read(descriptor, start, buffer.Length)) < 0)
                TryAgainLater(LibC.ReadyToRead);
            return (int)read;
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            nint written;
            fixed (byte* start = buffer)
            {
                while ((written = LibC.Write(descriptor, start, buffer.Length)) < 0)
                    TryAgainLater(LibC.ReadyToWrite);
            }
            buffer = buffer[(int)written..];
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is held back.
    }

    private void TryAgainLater(short events)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error == NotReady)
            LibC.WaitFor(descriptor, events);
        else if (error != LibC.Interrupted)
            throw new IOException(IsOpen ? Marshal.GetPInvokeErrorMessage(error) : "it is closed", error);
    }
}
