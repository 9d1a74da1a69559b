using System.CommandLine;

namespace RxTim.Cli;

/// <summary>Values that are the same every day: each from its option, or else from its variable of the environment.</summary>
internal sealed class RestSettings(ParseResult parsed, CliConsole console)
{
    public const string Address = "RXTIM_REST";
    public const string SdkAppId = "RXTIM_SDK_APP_ID";
    public const string Admin = "RXTIM_ADMIN";
    public const string From = "RXTIM_FROM";
    public const string Rate = "RXTIM_RATE";
    public const string RecipientsPerMinute = "RXTIM_RECIPIENTS_PER_MINUTE";

    /// <summary>The variable that holds the secret key where no option names another.</summary>
    public const string Secret = "RXTIM_SECRET";

    private readonly List<string> missing = [];

    /// <summary>The value that has to be there, and what to call it in a message.</summary>
    public (string Name, string Value) Required(Option<string> option, string variable)
    {
        var setting = Optional(option, variable);
        if (setting.Value is null)
            missing.Add($"{option.Name} (or {variable})");
        return (setting.Name, setting.Value ?? "");
    }

    /// <summary>The value, null if there is none, and what to call it in a message.</summary>
    public (string Name, string? Value) Optional(Option<string> option, string variable) =>
        parsed.GetValue(option) is { } value ? (option.Name, value) : (variable, Of(variable));

    /// <summary>The name of the variable that holds the secret key.</summary>
    public string SecretVariable(Option<string> option)
    {
        if (parsed.GetValue(option) is { } named)
            return named;
        if (Of(Secret) is null)
            missing.Add($"{option.Name} (or {Secret})");
        return Secret;
    }

    /// <exception cref="InputException">There is something missing among all that was asked for.</exception>
    public void ThrowIfMissing(string what)
    {
        if (missing.Count > 0)
            throw new InputException($"{what} needs {string.Join(" and ", missing)} too.");
    }

    // A variable that is empty is taken for one that is not set.
    private string? Of(string variable) => console.Setting(variable) is { Length: > 0 } value ? value : null;
}
