namespace RxTim.Cli;

/// <summary>Where the settings file is.</summary>
internal static class SettingsPlace
{
    /// <summary>The variable that names another file.</summary>
    public const string Variable = "RXTIM_CONFIG";

    /// <summary>The file's full name; null if the user has no home.</summary>
    /// <param name="variable">Reads the environment.</param>
    public static string? Find(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } named)
            return Path.GetFullPath(named);
        return Folder(variable) is { Length: > 0 } folder ? Path.Combine(folder, "rxtim", "config") : null;
    }

    private static string? Folder(Func<string, string?> variable)
    {
        // On Linux .NET looks at XDG_CONFIG_HOME, but takes a relative one too, which the standard says is to be ignored.
        if (!OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS())
        {
            return variable("XDG_CONFIG_HOME") is { } chosen && Path.IsPathRooted(chosen)
                ? chosen
                : Home() is { } home ? Path.Combine(home, ".config") : null;
        }
        return OperatingSystem.IsMacOS() && Home() is { } user
            ? Path.Combine(user, "Library", "Application Support")
            : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
    }

    private static string? Home() =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : null;
}
