namespace RxTim.Cli;

/// <summary>The file that keeps settings from one day to the next. Only its owner can read it, and it is never half written.</summary>
internal sealed class SettingsFile(string path)
{
    private const string OptionName = "settings file";

    private const int MostBytes = 64 * 1024;

    private SettingsText? text;

    public string Path => path;

    public bool IsThere => FileKinds.Of(path, followLinks: true) != FileKind.Nothing;

    /// <summary>What it says; nothing where it is not there. It is read once.</summary>
    /// <exception cref="InputException">It cannot be read, or a line is broken.</exception>
    public SettingsText Read() => text ??= SettingsText.Parse(path, Content());

    /// <summary>Sets a value, and keeps the rest.</summary>
    /// <exception cref="InputException">The file is broken, or cannot be written.</exception>
    public void Set(Setting setting, string value) => Write(Read().With(setting, value));

    /// <summary>Removes a value, and keeps the rest; false if it is not there.</summary>
    /// <exception cref="InputException">The file is broken, or cannot be written.</exception>
    public bool Unset(Setting setting)
    {
        if (Read().Without(setting) is not { } rest)
            return false;
        Write(rest);
        return true;
    }

    private byte[] Content()
    {
        // To open a pipe waits, so it is looked at what stands there before.
        switch (FileKinds.Of(path, followLinks: true))
        {
            case FileKind.Nothing:
                return [];
            case FileKind.RegularFile:
                break;
            default:
                throw new InputException($"{OptionName}: {path}: is no regular file. Name another file in {SettingsPlace.Variable}.");
        }
        using var file = InputFile.Open(path);
        try
        {
            if (file.Length > MostBytes)
                throw new InputException($"{OptionName}: {path}: is longer than {Figures.Count(MostBytes)} bytes, so it holds no settings.");
            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{OptionName}: {path}: cannot be read: {Failure.Reason(failure)}", failure);
        }
    }

    private void Write(SettingsText changed)
    {
        try
        {
            // A file behind a link, such as one of a folder with all of somebody's settings, is replaced where it is.
            var isLink = FileKinds.Of(path, followLinks: false) == FileKind.Link;
            AtomicFile.Replace(isLink ? File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName : path, changed.ToUtf8());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{OptionName}: {path}: cannot be written: {Failure.Reason(failure)} It is as it was.", failure);
        }
        text = changed;
    }
}
