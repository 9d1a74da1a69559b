namespace RxTim.Cli;

/// <summary>Names of files on the command line, checked before anything is opened, made or replaced.</summary>
internal static class FileName
{
    // SQLite's name for a database that is in no file.
    private const string InMemory = ":memory:";

    /// <summary>A name that is to be read: of a regular file, also behind a link, or of a pipe.</summary>
    /// <exception cref="InputException">It is empty, or something else stands there.</exception>
    public static string ToRead(string option, string name) => Checked(option, name, static name =>
        FileKinds.Of(name, followLinks: true) switch
        {
            FileKind.Nothing or FileKind.RegularFile or FileKind.Pipe => null,
            var kind => $"{Words(kind)}, and no regular file or pipe; name a file.",
        });

    /// <summary>A name of a library, or of the folder that it is in.</summary>
    /// <exception cref="InputException">It is empty, or something else stands there.</exception>
    public static string ToLoad(string option, string name) => Checked(option, name, static name =>
        FileKinds.Of(name, followLinks: true) switch
        {
            FileKind.Nothing or FileKind.RegularFile or FileKind.Directory => null,
            var kind => $"{Words(kind)}, and no regular file; name the library, or the folder that it is in.",
        });

    /// <summary>A name of a file that is kept: a journal or an archive. What stands there is a regular file, or nothing yet.</summary>
    /// <exception cref="InputException">It is empty, something else stands there, or its folder is not there.</exception>
    public static string ToKeep(string option, string name) => Checked(option, name, static name =>
        name == InMemory ? "that is no file; what is kept needs one." : FileKinds.Of(name, followLinks: false) switch
        {
            FileKind.RegularFile => null,
            FileKind.Nothing => MissingFolder(name) is { } folder ? $"there is no folder {folder}; make it first, or name another." : null,
            FileKind.Link => $"is a link{Target(name)}, and no regular file; name the file itself.",
            var kind => $"{Words(kind)}, and no regular file; name a file.",
        });

    private static string Checked(string option, string name, Func<string, string?> fault)
    {
        if (name.Length == 0)
            throw new InputException($"{option}: the name is empty; name a file.");
        return fault(name) is { } wrong ? throw new InputException($"{option}: {name}: {wrong}") : name;
    }

    private static string? MissingFolder(string name) =>
        Path.GetDirectoryName(Path.GetFullPath(name)) is { } folder && !Directory.Exists(folder) ? folder : null;

    private static string Target(string link) => new FileInfo(link).LinkTarget is { } target ? $" to {target}" : "";

    private static string Words(FileKind kind) => kind switch
    {
        FileKind.Directory => "is a directory",
        FileKind.Pipe => "is a pipe",
        FileKind.Socket => "is a socket",
        _ => "is a device",
    };
}
