namespace RxTim.Benchmarks;

/// <summary>The checkout that the program belongs to.</summary>
internal static class Repository
{
    /// <summary>The folder with <c>RxTim.sln</c>: upwards from where the user stands, then from where the program does; null if in neither.
    /// </summary>
    public static string? Folder { get; } = Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory);

    /// <summary>Makes it the current directory: BenchmarkDotNet looks for the project below that, or in the solution above it.</summary>
    public static void Enter() => Environment.CurrentDirectory = Folder ?? Environment.CurrentDirectory;

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RxTim.sln")))
                return folder.FullName;
        }
        return null;
    }
}
