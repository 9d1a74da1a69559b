using System.Diagnostics;

namespace CrashTest;

/// <summary>A small file system in memory, and a file on it that fills it and makes room again.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string path;

    public SmallDisk(string path)
    {
        this.path = path;
        Directory.CreateDirectory(path);
        Run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", path);
    }

    private string Ballast => PathOf("ballast");

    public string PathOf(string name) => Path.Combine(path, name);

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append);
        var block = new byte[4096];
        try
        {
            while (true)
                ballast.Write(block);
        }
        catch (IOException)
        {
            // That is what was wanted.
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose() => Run("umount", path);

    private static void Run(string program, params string[] args)
    {
        using var process = Process.Start(program, args);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', args)} failed with {process.ExitCode}");
    }
}
