using System.Reflection.Metadata;
using System.Text.Json;

namespace PackageCheck;

/// <summary>Looks for source links in a portable symbol file.</summary>
internal static class SymbolFile
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    public static IEnumerable<string> Problems(byte[] symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        var metadata = provider.GetMetadataReader();
        var information = metadata.CustomDebugInformation.Select(metadata.GetCustomDebugInformation).ToList();
        var links = information.FirstOrDefault(each => metadata.GetGuid(each.Kind) == SourceLink);
        if (links.Value.IsNil)
            return ["it has no source links"];
        using var json = JsonDocument.Parse(metadata.GetBlobBytes(links.Value));
        var mapped = json.RootElement.GetProperty("documents").EnumerateObject().ToList();
        var embedded = information.Where(each => metadata.GetGuid(each.Kind) == EmbeddedSource).Select(static each => each.Parent).ToHashSet();
        return
        [
            .. mapped.Where(static each => !each.Value.GetString()!.StartsWith("https://", StringComparison.Ordinal))
                .Select(static each => $"a source link leads to {each.Value}"),
            .. metadata.Documents.Where(document => !embedded.Contains(document))
                .Select(document => metadata.GetString(metadata.GetDocument(document).Name))
                .Where(name => !mapped.Any(each => name.StartsWith(each.Name.TrimEnd('*'), StringComparison.Ordinal)))
                .Select(static name => $"{Path.GetFileName(name)} has no source link"),
        ];
    }
}
