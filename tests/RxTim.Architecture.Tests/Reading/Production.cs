namespace RxTim.Architecture.Tests;

/// <summary>The projects under <c>src</c>: all there are, so that a new one cannot be forgotten.</summary>
internal static class Production
{
    private static readonly string Source = Path.Combine(FindRoot(), "src");

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetDirectories(Source)
            .Select(static path => Path.GetFileName(path))
            // RxTim.Unity has no code: it gathers what others compile to.
            .Where(static name => File.Exists(FileOf(name)) && name != "RxTim.Unity")
            .Order(StringComparer.Ordinal),
    ];

    private static readonly Lazy<IReadOnlyList<CompiledProject>> Read = new(static () =>
        [.. Names.Select(static name => CompiledProject.Read(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), $"src/{name}"))]);

    public static IReadOnlyList<CompiledProject> Projects => Read.Value;

    public static CompiledProject Project(string name) => Projects.Single(each => each.Name == name);

    /// <summary>The project file.</summary>
    public static string FileOf(string name) => Path.Combine(Source, name, $"{name}.csproj");

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "RxTim.sln")))
        {
            directory = Path.GetDirectoryName(directory)
                ?? throw new DirectoryNotFoundException("The tests run from a folder below RxTim.sln.");
        }
        return directory;
    }
}
