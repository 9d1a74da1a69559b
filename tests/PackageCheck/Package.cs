using System.IO.Compression;
using System.Xml.Linq;

namespace PackageCheck;

/// <summary>A package, and what is wrong with it.</summary>
internal sealed class Package(string path) : IDisposable
{
    private readonly ZipArchive archive = ZipFile.OpenRead(path);

    public IEnumerable<string> Problems()
    {
        var description = Metadata();
        // A tool for all machines, or for one kind of them.
        var isTool = description.Descendants().Any(static each =>
            ((string?)each.Attribute("name"))?.StartsWith("DotnetTool", StringComparison.Ordinal) == true);
        var libraries = archive.Entries.Where(each => each.FullName.StartsWith("lib/", StringComparison.Ordinal)).ToList();
        return
        [
            .. Texts(description),
            .. Files(description),
            .. isTool ? Compiled((string)Child(description, "id")!) : libraries.Count == 0 ? ["it has no library"] : Symbols(),
            .. libraries.Where(static each => each.Name.EndsWith(".dll", StringComparison.Ordinal)).SelectMany(Documentation),
        ];
    }

    public void Dispose() => archive.Dispose();

    private static IEnumerable<string> Texts(XElement description)
    {
        foreach (var name in (string[])["id", "version", "authors", "license", "icon", "readme", "projectUrl", "description", "tags", "copyright"])
        {
            if (string.IsNullOrWhiteSpace((string?)Child(description, name)))
                yield return $"it has no {name}";
        }
        var repository = Child(description, "repository");
        if (repository is null || ((string?)repository.Attribute("commit"))?.Length != 40 || (string?)repository.Attribute("type") != "git")
            yield return "it does not say which commit it is made of";
    }

    private IEnumerable<string> Files(XElement description)
    {
        foreach (var name in (string[])["icon", "readme"])
        {
            if ((string?)Child(description, name) is { } file && archive.GetEntry(file) is not { Length: > 200 })
                yield return $"its {name} is not there, or nearly empty";
        }
    }

    // A tool for one kind of machine is there to start sooner.
    private IEnumerable<string> Compiled(string id) => id.EndsWith("-x64", StringComparison.Ordinal)
        ? archive.Entries.Where(static each => each.Name.StartsWith("RxTim", StringComparison.Ordinal)
                && each.Name.EndsWith(".dll", StringComparison.Ordinal) && !Assemblies.IsCompiledAhead(Bytes(each)))
            .Select(static each => $"{each.FullName} is not compiled ahead of time")
        : [];

    private IEnumerable<string> Symbols()
    {
        var symbols = Path.ChangeExtension(path, ".snupkg");
        if (!File.Exists(symbols))
            return ["it has no symbols (snupkg)"];
        using var other = ZipFile.OpenRead(symbols);
        return [.. archive.Entries.Where(static each => each.Name.EndsWith(".dll", StringComparison.Ordinal)).SelectMany(library =>
            other.GetEntry(Path.ChangeExtension(library.FullName, ".pdb")) is { } found
                ? SymbolFile.Problems(Bytes(found))
                : [$"{library.FullName} has no symbols"])];
    }

    // Of each library: a comment for each type that can be seen, and none for another.
    private IEnumerable<string> Documentation(ZipArchiveEntry library)
    {
        if (archive.GetEntry(Path.ChangeExtension(library.FullName, ".xml")) is not { } documentation)
            return [$"{library.FullName} has no documentation"];
        var (visible, all) = Assemblies.Types(Bytes(library));
        var documented = XDocument.Load(new MemoryStream(Bytes(documentation))).Descendants("member")
            .Select(static member => (string)member.Attribute("name")!).ToList();
        var types = documented.Where(static name => name.StartsWith("T:", StringComparison.Ordinal)).Select(static name => name[2..]).ToHashSet();
        var hidden = documented.Where(name => all.Any(type => !visible.Contains(type)
            && (name[2..] == type || name[2..].StartsWith(type + ".", StringComparison.Ordinal)) && !visible.Any(name[2..].StartsWith)));
        return visible.Where(type => !types.Contains(type)).Select(type => $"{library.FullName}: {type} has no documentation")
            .Concat(hidden.Select(name => $"{library.FullName}: the documentation has {name}, which nobody can see"));
    }

    private XElement Metadata()
    {
        using var specification = archive.Entries.Single(static each => each.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return Child(XDocument.Load(specification).Root!, "metadata")!;
    }

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(each => each.Name.LocalName == name);

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
