using System.CommandLine;
using RxTim.Emulator;
using RxTim.Rest;

namespace RxTim.Node;

/// <summary>The options that say where messages go.</summary>
internal sealed class BackendOptions
{
    public const string Notes = """
        Where messages go:
          --rest goes to Tencent's server API, or to a local one, with --sdk-app-id, --admin and --secret-env. What is not given
          is taken from the environment: RXTIM_REST, RXTIM_SDK_APP_ID, RXTIM_ADMIN, RXTIM_FROM, RXTIM_RATE,
          RXTIM_RECIPIENTS_PER_MINUTE, and the secret key from RXTIM_SECRET. With RXTIM_REST, --rest may be left out.
          --embedded goes to an emulator inside the process, for trying: nobody gets a message.
        """;

    private static readonly string Regions = string.Join(", ", Enum.GetNames<TimRegion>());

    private readonly Option<bool> embedded = new("--embedded")
    {
        Description = "Messages go to an emulator inside the process, for trying: nobody gets them.",
    };
    private readonly Option<string> rest = OptionOf.OneOrNone("--rest", "URL|REGION",
        $"Messages go through the server API at this address, or that of a region ({Regions}); without one, at that of RXTIM_REST.");
    private readonly Option<string> sdkAppId = OptionOf.One("--sdk-app-id", "N", "With --rest: the app's SDKAppID.");
    private readonly Option<string> admin = OptionOf.One("--admin", "ID", "With --rest: the administrator who calls the API.");
    private readonly Option<string> secretEnv = OptionOf.One("--secret-env", "VAR",
        "With --rest: the environment variable that holds the app's secret key. RXTIM_SECRET by default.");
    private readonly Option<string> from = OptionOf.One("--from", "ID",
        "With --rest: who messages come from. By default the administrator.");
    private readonly Option<string[]> fail = OptionOf.Many("--fail", "PATTERN=CODE[@PROBABILITY]",
        "With --embedded: identifiers that the emulator fails, such as bob*=70107@0.25. May be repeated.");
    private readonly Option<string> latency = OptionOf.One("--latency", "RANGE",
        "With --embedded: how long the emulator takes to answer, such as 5ms..50ms.");
    private readonly Option<string> seed = OptionOf.One("--seed", "N", "With --embedded: makes the emulator's chances repeatable.");

    public IEnumerable<Option> All => [embedded, rest, .. OfRest, .. OfEmulator];

    private Option[] OfRest => [sdkAppId, admin, secretEnv, from];

    private Option[] OfEmulator => [fail, latency, seed];

    /// <exception cref="InputException">A value is wrong, an option is missing, or two exclude each other.</exception>
    public BackendSettings Read(Given given)
    {
        if (given.Is(embedded))
        {
            given.Refuse(embedded.Name, [rest, .. OfRest]);
            return new BackendSettings { Embedded = ReadEmulator(given) };
        }
        var (name, where) = given.Find(rest, "RXTIM_REST");
        if (where is null && !given.Has(rest))
        {
            throw new InputException(
                "Say where messages go: --rest to the server API, or --embedded to try without one. See rxtim-node --help.");
        }
        given.Refuse(rest.Name, OfEmulator);
        return new BackendSettings { Rest = ReadRest(given, name, where) };
    }

    private RestSettings ReadRest(Given given, string name, string? where)
    {
        if (where is null)
            (name, where) = given.Required(rest, "RXTIM_REST");
        var app = given.Required(sdkAppId, "RXTIM_SDK_APP_ID");
        var caller = given.Required(admin, "RXTIM_ADMIN");
        var key = given.Find(secretEnv).Value is { } variable
            ? given.SecretIn(secretEnv.Name, variable)
            : given.Secret("RXTIM_SECRET");
        if (key is null)
            given.Required(secretEnv, "RXTIM_SECRET");
        given.ThrowIfMissing(rest.Name);
        return new RestSettings(
            Domain(name, where),
            OptionText.SdkAppId(app.Name, app.Value),
            OptionValue.Identifier(caller.Name, caller.Value),
            key!,
            given.Read<string?>(from, OptionValue.Identifier, null, "RXTIM_FROM"));
    }

    private TimEmulatorOptions ReadEmulator(Given given) => new()
    {
        Faults = [.. given.All(fail).Select(rule => OptionText.Parse(fail.Name, rule, FaultRule.Parse))],
        Latency = given.Read(latency, static (name, text) => OptionText.Parse(name, text, LatencyRange.Parse), default),
        Seed = given.Read(seed, OptionText.Seed, Random.Shared.NextInt64()),
    };

    private static Uri Domain(string name, string text)
    {
        if (text.All(char.IsAsciiLetter) && Enum.TryParse<TimRegion>(text, ignoreCase: true, out var region))
            return RestDomains.Of(region);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            throw OptionText.Wrong(name, text, $"expected an address such as https://console.tim.qq.com, or one of {Regions}");
        // The text is not repeated: it may have a password or a UserSig in it.
        return address.UserInfo.Length + address.Query.Length + address.Fragment.Length == 0
            ? address
            : throw new InputException(
                $"{name}: expected an address without a user, a query or a fragment, such as https://console.tim.qq.com.");
    }
}
