using System.CommandLine;

namespace RxTim.Cli;

/// <summary>Values that are the same every day: each from its option, or else from its variable, or else from the settings file.</summary>
internal sealed class RestSettings(ParseResult parsed, CliConsole console)
{
    private readonly List<string> missing = [];

    /// <summary>The value that has to be there, and what to call it in a message.</summary>
    public (string Name, string Value) Required(Option<string> option, Setting setting)
    {
        var found = Find(option, setting);
        if (found.Value is null)
            missing.Add($"{option.Name} (or {setting.Variable})");
        return (found.Name, found.Value ?? "");
    }

    /// <summary>The value, where it comes from, and what to call it in a message.</summary>
    /// <exception cref="InputException">The settings file is broken.</exception>
    public SettingValue Find(Option<string> option, Setting setting) => Find(parsed.GetValue(option), option.Name, setting);

    /// <inheritdoc cref="Find(Option{string}, Setting)"/>
    /// <param name="given">The option's value; null if it has none.</param>
    /// <param name="option">The option.</param>
    /// <param name="setting">The setting.</param>
    public SettingValue Find(string? given, string option, Setting setting)
    {
        if (given is not null)
            return new(given, SettingSource.Option, option);
        // A variable that is empty is taken for one that is not set. That of a secret is its own name: nobody is shown what it holds.
        if (console.Setting(setting.Variable) is { Length: > 0 } variable)
            return new(setting.NamesSecret ? setting.Variable : variable, SettingSource.Environment, setting.Variable);
        return console.SettingsFile?.Read().Find(setting) is { } line
            ? new(line.Value, SettingSource.File, line.Name, line.Number)
            : new(null, SettingSource.Default, option);
    }

    /// <summary>The variable that holds the secret key.</summary>
    public SecretVariable Secret(Option<string> option)
    {
        var (name, value) = Required(option, Setting.SecretEnv);
        if (name != option.Name && value.Length > 0)
            Setting.SecretEnv.Check(name, value);
        return new(name, value);
    }

    /// <exception cref="InputException">There is something missing among all that was asked for.</exception>
    public void ThrowIfMissing(string what)
    {
        if (missing.Count > 0)
        {
            throw new InputException(
                $"{what} needs {string.Join(" and ", missing)} too. rxtim config set keeps what is the same every day.");
        }
    }
}

/// <summary>The environment variable that holds a secret.</summary>
/// <param name="Name">What to call it in a message: the option, or where its name was found.</param>
/// <param name="Variable">The variable.</param>
internal sealed record SecretVariable(string Name, string Variable)
{
    /// <exception cref="InputException">The variable is not set.</exception>
    public string Read() => Secret.Read(Name, Variable);
}
