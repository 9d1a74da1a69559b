namespace RxTim.Cli;

/// <summary>Reads secrets where they are not seen: from the environment.</summary>
internal static class Secret
{
    public const string WhereItBelongs =
        "Put it into an environment variable, RXTIM_SECRET or one that --secret-env names (rxtim config set secret-env VAR); a node's "
        + "token into RXTIM_TOKEN or one that --token-env names.";

    // A secret key of Tencent's has 64 hexadecimal digits.
    private const int ShortestKey = 32;

    private static readonly string[] Words = ["secret", "key", "password", "passwd", "token", "sig"];

    /// <exception cref="InputException">The variable is not set.</exception>
    public static string Read(string option, string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } secret
            ? secret
            : throw new InputException(
                $"{option}: the environment variable {Quoted.Text(variable)} is not set. Name the variable that holds the secret.");

    /// <summary>Whether a setting of this key would be a secret.</summary>
    public static bool IsNamedBy(string key) =>
        !Setting.All.Any(setting => setting.Key == key) && Words.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Refuses what is no name of a variable, for it may be the secret itself. The value is not repeated.</summary>
    /// <exception cref="InputException">It is no name, or looks like a key.</exception>
    public static void CheckVariable(string name, string value)
    {
        var isName = value.Length > 0 && !char.IsAsciiDigit(value[0]) && value.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (!isName || value.Length >= ShortestKey && value.All(char.IsAsciiHexDigit))
            throw new InputException($"{name}: expected the name of an environment variable, such as RXTIM_SECRET, not the secret itself.");
    }
}
