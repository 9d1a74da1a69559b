using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace RxTim.Architecture.Tests;

/// <summary>Where the types of an assembly stand in the source, as its portable PDB says: namespaces are flat here, so that a type's
/// name does not tell its folder.</summary>
internal static class SourceFiles
{
    // The PDB has these for types without a method that can be stepped through: enums, interfaces, delegates.
    private static readonly Guid TypeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    /// <summary>The paths for the row of each type that is not nested; what is nested counts as its outermost type.</summary>
    public static ILookup<int, string> Read(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        if (!image.TryOpenAssociatedPortablePdb(assembly, File.OpenRead, out var provider, out _))
            throw new FileNotFoundException($"{assembly} has no portable PDB.");
        using (provider)
        {
            var (types, symbols) = (image.GetMetadataReader(), provider!.GetMetadataReader());
            return OfMethods(types, symbols).Concat(OfTypes(types, symbols))
                .Distinct()
                .ToLookup(static each => MetadataTokens.GetRowNumber(each.Type), each => Path(symbols, each.Document));
        }
    }

    private static IEnumerable<(TypeDefinitionHandle Type, DocumentHandle Document)> OfMethods(MetadataReader types, MetadataReader symbols)
    {
        foreach (var handle in symbols.MethodDebugInformation)
        {
            var type = Outermost(types, types.GetMethodDefinition(handle.ToDefinitionHandle()).GetDeclaringType());
            var method = symbols.GetMethodDebugInformation(handle);
            if (!method.Document.IsNil)
                yield return (type, method.Document);
            else if (!method.SequencePointsBlob.IsNil)
            {
                foreach (var point in method.GetSequencePoints())
                    yield return (type, point.Document);
            }
        }
    }

    private static IEnumerable<(TypeDefinitionHandle Type, DocumentHandle Document)> OfTypes(MetadataReader types, MetadataReader symbols)
    {
        foreach (var handle in symbols.CustomDebugInformation)
        {
            var information = symbols.GetCustomDebugInformation(handle);
            if (symbols.GetGuid(information.Kind) != TypeDefinitionDocuments)
                continue;
            var type = Outermost(types, (TypeDefinitionHandle)information.Parent);
            var documents = symbols.GetBlobReader(information.Value);
            while (documents.RemainingBytes > 0)
                yield return (type, MetadataTokens.DocumentHandle(documents.ReadCompressedInteger()));
        }
    }

    private static TypeDefinitionHandle Outermost(MetadataReader types, TypeDefinitionHandle type)
    {
        while (types.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } outer)
            type = outer;
        return type;
    }

    private static string Path(MetadataReader symbols, DocumentHandle document) =>
        symbols.GetString(symbols.GetDocument(document).Name).Replace('\\', '/');
}
