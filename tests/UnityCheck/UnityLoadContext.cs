using System.Reflection;
using System.Runtime.Loader;

namespace UnityCheck;

/// <summary>Finds assemblies in the folder for Unity, and of the runtime only those that Unity 2021.2 has: the ones that make up
/// .NET Standard 2.1.</summary>
internal sealed class UnityLoadContext(string runtime, IReadOnlySet<string> ofUnity) : AssemblyLoadContext("Unity")
{
    /// <summary>What was loaded from the folder.</summary>
    public HashSet<string> Loaded { get; } = [];

    protected override Assembly? Load(AssemblyName name)
    {
        var file = Path.Combine(runtime, name.Name + ".dll");
        if (File.Exists(file))
        {
            Loaded.Add(name.Name!);
            return LoadFromAssemblyPath(file);
        }
        // Null: the runtime's own.
        return ofUnity.Contains(name.Name!) ? null : throw new FileNotFoundException($"Unity has no {name.Name}, and neither has the folder.");
    }
}
