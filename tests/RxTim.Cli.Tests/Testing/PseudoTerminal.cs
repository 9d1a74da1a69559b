using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace RxTim.Cli.Tests;

/// <summary>A terminal of Linux with nobody before it: this is the side of the screen and the keyboard.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    // Nobody's controlling terminal, and no child's: the window would stay open for as long as the program in it runs.
    private const int ReadWriteForThisProcessAlone = 0x2 | 0x100 | 0x80000;

    private readonly FileStream stream;

    public PseudoTerminal()
    {
        var descriptor = PosixOpenPt(ReadWriteForThisProcessAlone);
        var name = new byte[64];
        if (descriptor < 0 || GrantPt(descriptor) != 0 || UnlockPt(descriptor) != 0 || PtsName(descriptor, name, name.Length) != 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        Name = Encoding.ASCII.GetString(name).TrimEnd('\0');
        stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>The file through which a process has this terminal.</summary>
    public string Name { get; }

    /// <summary>What a shell does so that all three standard streams are this terminal, and then the program is run.</summary>
    /// <param name="columns">How wide it is.</param>
    public string Script(int columns) => $"exec <{Name} >{Name} 2>&1; stty rows 24 cols {columns}; exec \"$@\"";

    public void Type(string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads until something is shown, or the last process that has the terminal is gone.</summary>
    /// <param name="pattern">What; null for all there is.</param>
    /// <returns>What was shown since the last time.</returns>
    public string ReadUntil([StringSyntax(StringSyntaxAttribute.Regex)] string? pattern)
    {
        var shown = new StringBuilder();
        var bytes = new byte[4096];
        try
        {
            while (stream.Read(bytes) is > 0 and var read)
            {
                shown.Append(Encoding.UTF8.GetString(bytes, 0, read));
                if (pattern is not null && Regex.IsMatch(shown.ToString(), pattern))
                    break;
            }
        }
        catch (IOException)
        {
            // So it ends when nobody has the other side any longer.
            return shown.ToString();
        }
        return shown.ToString();
    }

    /// <summary>Closes the window, so to say.</summary>
    public void Dispose() => stream.Dispose();

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int PosixOpenPt(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int GrantPt(int descriptor);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int UnlockPt(int descriptor);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int PtsName(int descriptor, [Out] byte[] name, nint length);
}
