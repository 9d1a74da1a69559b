using Mono.Cecil;

namespace RxTim.Architecture.Tests;

/// <summary>A project as it was compiled: its types, the folders they stand in, and the types that each of them uses.</summary>
public sealed class CompiledProject
{
    private CompiledProject(string name, IReadOnlyList<CompiledType> types, IReadOnlyList<(CompiledType From, string To)> references) =>
        (Name, Types, References) = (name, types, references);

    public string Name { get; }

    public IReadOnlyList<CompiledType> Types { get; }

    /// <summary>What each type uses, by <see cref="Key"/>: types of other projects and of nobody here among them.</summary>
    public IReadOnlyList<(CompiledType From, string To)> References { get; }

    /// <summary>The types that stand nowhere, though nobody says that a compiler made them.</summary>
    public IReadOnlyList<string> Unplaced { get; private init; } = [];

    /// <summary>The assemblies that may see the project's internals.</summary>
    public IReadOnlyList<string> Friends { get; private init; } = [];

    /// <summary>Reads an assembly.</summary>
    /// <param name="assembly">Its path; the portable PDB is beside it.</param>
    /// <param name="source">The end of the path of the project's folder, for example <c>src/RxTim</c>.</param>
    public static CompiledProject Read(string assembly, string source)
    {
        var files = SourceFiles.Read(assembly);
        using var module = ModuleDefinition.ReadModule(assembly, new ReaderParameters { AssemblyResolver = new RunningAssemblies() });
        var project = module.Assembly.Name.Name;
        var types = new List<CompiledType>();
        var references = new List<(CompiledType, string)>();
        var unplaced = new List<string>();
        foreach (var definition in module.Types)
        {
            var paths = files[(int)definition.MetadataToken.RID].ToList();
            var folders = paths.Select(path => FolderOf(path, source)).OfType<string>().Distinct().ToList();
            if (folders.Count == 0 && paths.Count == 0 && !IsCompilersOwn(definition))
                unplaced.Add(definition.FullName);
            // One that stands in two folders is two types here, each with all the arrows.
            foreach (var type in folders.Select(folder => new CompiledType(project, definition.FullName, folder)))
            {
                types.Add(type);
                references.AddRange(TypeUses.Of(definition).Select(Key).Distinct().Select(to => (type, to)));
            }
        }
        return new CompiledProject(project, types, references)
        {
            Unplaced = unplaced,
            Friends =
            [
                .. module.Assembly.CustomAttributes
                    .Where(static each => each.AttributeType.Name == "InternalsVisibleToAttribute")
                    .Select(static each => ((string)each.ConstructorArguments[0].Value).Split(',')[0]),
            ],
        };
    }

    /// <summary>The arrows between the types of some projects.</summary>
    public static IReadOnlyList<Use> UsesAmong(IReadOnlyList<CompiledProject> projects)
    {
        var types = projects.SelectMany(static each => each.Types).ToLookup(static type => Key(type.Project, type.Name));
        return
        [
            .. from project in projects
               from reference in project.References
               from to in types[reference.To]
               where reference.From.Project != to.Project || reference.From.Name != to.Name
               select new Use(reference.From, to),
        ];
    }

    // Null for what no one wrote there: code that a generator made.
    private static string? FolderOf(string path, string source)
    {
        var start = path.LastIndexOf($"/{source}/", StringComparison.Ordinal);
        if (start < 0 || path.EndsWith(".g.cs", StringComparison.Ordinal))
            return null;
        var parts = path[(start + source.Length + 2)..].Split('/');
        return parts is ["obj", ..] ? null : parts.Length == 1 ? "" : parts[0];
    }

    private static bool IsCompilersOwn(TypeDefinition type) => type.Name.StartsWith('<')
        || type.CustomAttributes.Any(static each => each.AttributeType.Name is "CompilerGeneratedAttribute" or "EmbeddedAttribute");

    private static string Key(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return Key(type.Scope is AssemblyNameReference other ? other.Name : type.Module.Assembly.Name.Name, type.FullName);
    }

    private static string Key(string project, string name) => $"{name}, {project}";

    // An attribute's arguments can be read only with the enums that they are of.
    private sealed class RunningAssemblies : BaseAssemblyResolver
    {
        private static readonly string[] Paths = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

        public override AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) =>
            Paths.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name.Name) is { } found
                ? AssemblyDefinition.ReadAssembly(found, parameters)
                : throw new AssemblyResolutionException(name);
    }
}
