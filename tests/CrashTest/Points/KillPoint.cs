using System.Diagnostics;

namespace CrashTest;

/// <summary>A process is killed just before its n-th change of a file in a folder.</summary>
/// <param name="Library">The library of <c>kill-point.c</c>.</param>
/// <param name="Folder">The folder's full path, with its last separator.</param>
/// <param name="Number">n; with 1 nothing was changed.</param>
internal sealed record KillPoint(string Library, string Folder, int Number)
{
    /// <summary>The exit code of a process that was killed.</summary>
    public const int ExitCode = 128 + 9;

    public void Prepare(ProcessStartInfo start)
    {
        start.Environment["LD_PRELOAD"] = Library;
        start.Environment["KILL_POINT"] = $"{Number}";
        start.Environment["KILL_POINT_FOLDER"] = Folder;
    }
}
