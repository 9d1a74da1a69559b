using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using UnityCheck;

if (args is not [var folder, var scenarios])
{
    Console.Error.WriteLine("usage: UnityCheck FOLDER SCENARIOS.dll");
    return 2;
}
// Where the types of .NET Standard 2.1 live in this runtime, as its own netstandard.dll says, and what stands beside it in Unity.
var ofUnity = new HashSet<string>(["netstandard", "System.Private.CoreLib", "System.Memory", "System.Buffers", "System.Numerics.Vectors", "System.Threading.Tasks.Extensions"]);
var facade = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "netstandard.dll");
using (var netstandard = new PEReader(File.OpenRead(facade)))
{
    var metadata = netstandard.GetMetadataReader();
    foreach (var handle in metadata.AssemblyReferences)
        ofUnity.Add(metadata.GetString(metadata.GetAssemblyReference(handle).Name));
}
var runtime = Path.GetFullPath(Path.Combine(folder, "Runtime"));
var twice = Directory.GetFiles(runtime, "*.dll").Select(Path.GetFileNameWithoutExtension).Where(name => ofUnity.Contains(name!)).ToList();
if (twice.Count > 0)
    throw new InvalidOperationException($"Unity has these itself: {string.Join(", ", twice)}");
var context = new UnityLoadContext(runtime, ofUnity);
var type = context.LoadFromAssemblyPath(Path.GetFullPath(scenarios)).GetType("UnityScenarios.Scenarios", throwOnError: true)!;
try
{
    type.GetMethod("Run")!.Invoke(null, [(Action<string>)Console.WriteLine]);
}
catch (TargetInvocationException thrown)
{
    Console.Error.WriteLine(thrown.InnerException);
    return 1;
}
var unused = Directory.GetFiles(runtime, "*.dll").Select(Path.GetFileNameWithoutExtension).Where(name => !context.Loaded.Contains(name!));
Console.WriteLine($"{context.Loaded.Count} assemblies of the folder were loaded. Not needed by the scenarios: {string.Join(", ", unused)}");
return 0;
