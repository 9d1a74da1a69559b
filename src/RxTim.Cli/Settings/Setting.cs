namespace RxTim.Cli;

/// <summary>A value that is the same every day: it has an option, a variable of the environment, and a key in the settings file.</summary>
/// <param name="Key">The key; the option's name without its dashes.</param>
/// <param name="Variable">The variable. That of a setting which <see cref="NamesSecret"/> holds the secret itself, not a name.</param>
/// <param name="Value">What the value is called in the help.</param>
/// <param name="Meaning">What the value is.</param>
/// <param name="Check">Throws an <see cref="InputException"/> if a value is wrong. It is given what to call the value, and the
/// value.</param>
internal sealed record Setting(string Key, string Variable, string Value, string Meaning, Action<string, string> Check)
{
    public static readonly Setting Rest = new("rest", "RXTIM_REST", "URL", "The address of the server API, for --rest without one.",
        static (name, value) => OptionValue.AddressWithoutSecret(name, value));

    public static readonly Setting SdkAppId = new("sdk-app-id", "RXTIM_SDK_APP_ID", "N", "The app's SDKAppID.",
        static (name, value) => OptionText.SdkAppId(name, value));

    public static readonly Setting Admin = new("admin", "RXTIM_ADMIN", "ID", "The administrator who calls the API.",
        static (name, value) => IdentifierRule.Checked(name, value));

    public static readonly Setting From = new("from", "RXTIM_FROM", "ID", "Who the message comes from.",
        static (name, value) => IdentifierRule.Checked(name, value));

    public static readonly Setting Rate = new("rate", "RXTIM_RATE", "N", "The most calls in any second, 0 for no limit.",
        static (name, value) => OptionText.Number(name, value, PaceOptions.MostCallsPerSecond, least: 0));

    public static readonly Setting RecipientsPerMinute = new("recipients-per-minute", "RXTIM_RECIPIENTS_PER_MINUTE", "N",
        "The most recipients in any minute, 0 for no limit.",
        static (name, value) => OptionText.Number(name, value, PaceOptions.MostRecipientsPerMinute, least: 0));

    public static readonly Setting SecretEnv = new("secret-env", "RXTIM_SECRET", "VAR",
        "The environment variable that holds the app's secret key. The key itself is never in the file.", Secret.CheckVariable);

    public static readonly Setting Node = new("node", "RXTIM_NODE", "URL", "The nodes of a cluster, for --node without URL, with spaces or commas between.",
        static (name, value) => NodeAddress.List(name, value));

    public static readonly Setting TokenEnv = new("token-env", NodeOptions.TokenVariable, "VAR",
        "The environment variable that holds the nodes' token. The token itself is never in the file.", Secret.CheckVariable);

    /// <summary>All, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<Setting> All = [Rest, SdkAppId, Admin, From, Rate, RecipientsPerMinute, SecretEnv, Node, TokenEnv];

    /// <summary>The keys, for messages.</summary>
    public static string Keys => string.Join(", ", All.Select(static setting => setting.Key));

    public string OptionName => $"--{Key}";

    /// <summary>Whether its value is the name of a variable that holds a secret.</summary>
    public bool NamesSecret => Key.EndsWith("-env", StringComparison.Ordinal);

    /// <summary>The setting with the key.</summary>
    /// <exception cref="InputException">There is none, or it is a secret.</exception>
    public static Setting OfKey(string key)
    {
        if (All.FirstOrDefault(setting => setting.Key == key) is { } setting)
            return setting;
        // What follows may be a secret, so only the key is repeated.
        throw Secret.IsNamedBy(key)
            ? new InputException($"{Quoted.Text(key)}: a secret is never kept in the file. {Secret.WhereItBelongs}")
            : new InputException($"{Quoted.Text(key)}: there is no such setting. There are: {Keys}.");
    }
}
