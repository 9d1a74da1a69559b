using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PackageCheck;

/// <summary>Reads which types an assembly has.</summary>
internal static class Assemblies
{
    /// <summary>The types that can be seen from outside, and all; by the names that documentation knows them by. Those that a generator has
    /// made, as Orleans' makes serializers, are for nobody to read.</summary>
    public static (HashSet<string> Visible, List<string> All) Types(byte[] assembly)
    {
        using var portable = new PEReader(new MemoryStream(assembly));
        var metadata = portable.GetMetadataReader();
        var types = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => !IsGenerated(metadata, type))
            .Select(type => (Name: Name(metadata, type), IsVisible: IsVisible(metadata, type)))
            .Where(static type => !type.Name.Contains('<')).ToList();
        return ([.. types.Where(static type => type.IsVisible).Select(static type => type.Name)], [.. types.Select(static type => type.Name)]);
    }

    /// <summary>Whether it has native code beside its IL.</summary>
    public static bool IsCompiledAhead(byte[] assembly)
    {
        using var portable = new PEReader(new MemoryStream(assembly));
        return portable.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static bool IsVisible(MetadataReader metadata, TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
            IsVisible(metadata, metadata.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private static bool IsGenerated(MetadataReader metadata, TypeDefinition type) => type.GetCustomAttributes().Any(handle =>
        metadata.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MemberReference } constructor
        && metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) == "GeneratedCodeAttribute");

    private static string Name(MetadataReader metadata, TypeDefinition type)
    {
        var name = metadata.GetString(type.Name);
        return type.IsNested ? $"{Name(metadata, metadata.GetTypeDefinition(type.GetDeclaringType()))}.{name}"
            : type.Namespace.IsNil ? name
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
