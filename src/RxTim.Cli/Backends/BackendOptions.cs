using System.CommandLine;

namespace RxTim.Cli;

/// <summary>The options that say where a send goes, for every command that sends.</summary>
internal sealed class BackendOptions
{
    public const string Notes = """
        Backends:
          Without --imsdk and --rest, messages go to the embedded backend, which --fail, --latency and --seed shape.
        """
        + "\n" + Ways;

    /// <summary>The same for a command that needs a backend outside this process.</summary>
    public const string RealNotes = $"Backends:\n{Ways}";

    private const string Ways = """
          --imsdk goes through Tencent's native library. Without a login every result is 6013 (not initialised); with
          --sdk-app-id, --user and --user-sig-env the user is logged in first, which needs the network.
          --rest goes to Tencent's server API, or to a local one: give --sdk-app-id, --admin and --secret-env.
          Secrets are read from environment variables, so that they show in no list of processes and no history.
          With --rest, what is not given is taken from the environment: RXTIM_REST (for --rest without URL), RXTIM_SDK_APP_ID,
          RXTIM_ADMIN, RXTIM_FROM, RXTIM_RATE, RXTIM_RECIPIENTS_PER_MINUTE, and the secret key from RXTIM_SECRET. What is not
          there either is taken from the settings file: see rxtim config.
        """;

    private readonly Option<string> imSdk = OptionOf.One("--imsdk", "PATH",
        "Send through Tencent's native library: the file, or the folder that it is in.");
    private readonly Option<string> rest = OptionOf.OneOrNone("--rest", "URL",
        "Send through the server API at this address, such as https://console.tim.qq.com or http://localhost:8080; "
        + "without one, at that of RXTIM_REST or of rxtim config.");
    private readonly Option<string> sdkAppId = OptionOf.One("--sdk-app-id", "N", "The app's SDKAppID.");
    private readonly Option<string> user = OptionOf.One("--user", "ID", "With --imsdk: the user to log in as.");
    private readonly Option<string> userSigEnv = OptionOf.One("--user-sig-env", "VAR",
        "With --imsdk: the environment variable that holds the user's UserSig.");
    private readonly Option<string> admin = OptionOf.One("--admin", "ID", "With --rest: the administrator who calls the API.");
    private readonly Option<string> secretEnv = OptionOf.One("--secret-env", "VAR",
        "With --rest: the environment variable that holds the app's secret key.");
    private readonly Option<string> from = OptionOf.One("--from", "ID",
        "With --rest: who the message comes from. By default the administrator.");
    private readonly EmbeddedOptions embedded = new();

    public string RestName => rest.Name;

    public string ImSdkName => imSdk.Name;

    public IEnumerable<Option> All => [.. Real, .. embedded.All];

    /// <summary>Those of backends outside this process.</summary>
    public IEnumerable<Option> Real => [imSdk, rest, sdkAppId, user, userSigEnv, admin, secretEnv, from];

    /// <exception cref="InputException">A value is wrong, an option is missing, or two exclude each other.</exception>
    /// <param name="parsed">The command line.</param>
    /// <param name="console">Has the settings of the environment and of the file.</param>
    public BackendSettings Read(ParseResult parsed, CliConsole console)
    {
        if (parsed.GetResult(imSdk) is not null)
            return ReadImSdk(parsed);
        if (parsed.GetResult(rest) is not null)
            return ReadRest(parsed, console);
        Refuse(parsed, "the embedded backend", sdkAppId, user, userSigEnv, admin, secretEnv, from);
        return new BackendSettings { Embedded = embedded.Read(parsed) };
    }

    private BackendSettings ReadImSdk(ParseResult parsed)
    {
        Refuse(parsed, imSdk.Name, [rest, admin, secretEnv, from, .. embedded.All]);
        Option[] login = [sdkAppId, user, userSigEnv];
        if (login.Any(option => parsed.GetResult(option) is not null))
            Require(parsed, "To log in", login);
        return new BackendSettings
        {
            ImSdkPath = FileName.ToLoad(imSdk.Name, parsed.GetValue(imSdk)!),
            SdkAppId = parsed.GetValue(sdkAppId) is { } id ? OptionText.SdkAppId(sdkAppId.Name, id) : null,
            User = parsed.GetValue(user) is { } caller ? IdentifierRule.Checked(user.Name, caller) : null,
            UserSigVariable = parsed.GetValue(userSigEnv),
        };
    }

    private BackendSettings ReadRest(ParseResult parsed, CliConsole console)
    {
        Refuse(parsed, rest.Name, [user, userSigEnv, .. embedded.All]);
        var given = new RestSettings(parsed, console);
        var address = given.Required(rest, Setting.Rest);
        var appId = given.Required(sdkAppId, Setting.SdkAppId);
        var caller = given.Required(admin, Setting.Admin);
        var secret = given.Secret(secretEnv);
        var sender = given.Find(from, Setting.From);
        given.ThrowIfMissing(rest.Name);
        return new BackendSettings
        {
            Rest = OptionValue.Address(address.Name, address.Value),
            SdkAppId = OptionText.SdkAppId(appId.Name, appId.Value),
            Admin = IdentifierRule.Checked(caller.Name, caller.Value),
            Secret = secret,
            From = sender.Value is null ? null : IdentifierRule.Checked(sender.Name, sender.Value),
        };
    }

    private static void Refuse(ParseResult parsed, string backend, params Option[] options)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is not null) is { } wrong)
            throw new InputException($"{wrong.Name} does not go with {backend}: leave one of them out.");
    }

    private static void Require(ParseResult parsed, string what, params Option[] options)
    {
        var missing = options.Where(option => parsed.GetResult(option) is null).Select(option => option.Name).ToArray();
        if (missing.Length > 0)
            throw new InputException($"{what} needs {string.Join(" and ", missing)} too.");
    }
}
