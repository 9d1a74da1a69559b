namespace RxTim.Architecture.Tests;

/// <summary>A type as its project was compiled, with all that is nested in it.</summary>
/// <param name="Project">The project, which is the assembly's name too.</param>
/// <param name="Name">The full name.</param>
/// <param name="Folder">The first folder below the project's own that its source stands in; empty for the project's own.</param>
public sealed record CompiledType(string Project, string Name, string Folder)
{
    public bool InRoot => Folder.Length == 0;

    public override string ToString() => $"{Name} ({Project}/{Folder})";
}

/// <summary>One arrow: <paramref name="From"/> could not be compiled without <paramref name="To"/>.</summary>
public sealed record Use(CompiledType From, CompiledType To)
{
    public override string ToString() => $"{From} uses {To}";
}
