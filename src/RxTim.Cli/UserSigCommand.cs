using System.CommandLine;
using System.Text;
using RxTim.Rest;

namespace RxTim.Cli;

/// <summary>The command <c>rxtim usersig</c>: makes a UserSig, or checks one.</summary>
internal sealed class UserSigCommand : Command
{
    public const string Notes = """
        What is not given is taken from the environment: RXTIM_SDK_APP_ID, and the secret key from RXTIM_SECRET. What is not
        there either is taken from the settings file: see rxtim config.

        Exit codes of usersig:
          0  made; or, with --verify, valid
          1  with --verify: not valid, and standard error says why
          2  bad usage or input
          3  standard output cannot be written to
        and 129 or 130 if it was interrupted, as with send.
        """;

    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(7);

    private readonly Option<string> sdkAppId = OptionOf.One("--sdk-app-id", "N", "The app's SDKAppID.");
    private readonly Option<string> secretEnv = OptionOf.One("--secret-env", "VAR",
        "The environment variable that holds the app's secret key.");
    private readonly Option<string> identifier = OptionOf.One("--identifier", "ID", "The user whom it lets in.");
    private readonly Option<string> lifetime = OptionOf.One("--lifetime", "DURATION",
        "How long it is valid, such as 12h or 30d. 7d by default.");
    private readonly Option<bool> verify = new("--verify") { Description = "Checks a UserSig on standard input instead." };

    public UserSigCommand(CliConsole console)
        : base("usersig", "Makes the ticket (UserSig) that lets a user in, and writes it to standard output.")
    {
        foreach (var option in (Option[])[sdkAppId, secretEnv, identifier, lifetime, verify])
            Add(option);
        identifier.Required = true;
        SetAction((parsed, interruption) =>
            parsed.GetValue(verify) ? VerifyAsync(parsed, console, interruption) : MakeAsync(parsed, console));
    }

    private async Task<int> MakeAsync(ParseResult parsed, CliConsole console)
    {
        var span = parsed.GetValue(lifetime) is { } text ? OptionValue.Lifetime(lifetime.Name, text) : DefaultLifetime;
        var app = App(parsed, console);
        var userSig = UserSig.Create(app.SdkAppId, app.SecretKey, Identifier(parsed), span, console.Time.GetUtcNow());
        await console.Output.WriteAsync(Encoding.ASCII.GetBytes(userSig + "\n"));
        return 0;
    }

    private async Task<int> VerifyAsync(ParseResult parsed, CliConsole console, CancellationToken interruption)
    {
        if (parsed.GetResult(lifetime) is not null)
            throw new InputException("--lifetime does not go with --verify: a UserSig says itself how long it is valid.");
        var app = App(parsed, console);
        var userSig = await ReadAsync(console.Input, interruption);
        if (userSig.Length == 0)
            throw new InputException("--verify: standard input is empty; give it the UserSig to check.");
        var verification = UserSig.Verify(userSig, app.SdkAppId, app.SecretKey, Identifier(parsed), console.Time.GetUtcNow());
        if (verification.IsValid)
            return 0;
        console.Complain($"not valid, code {verification.Code}: {verification.Reason}");
        return 1;
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken interruption)
    {
        using var input = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var text = new char[UserSig.MaxLength + 1024];
        try
        {
            var length = await input.ReadBlockAsync(text.AsMemory(), interruption).AsTask().WaitAsync(interruption);
            return new string(text, 0, length).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"standard input: cannot be read: {Failure.Reason(unreadable)}", unreadable);
        }
    }

    private (uint SdkAppId, string SecretKey) App(ParseResult parsed, CliConsole console)
    {
        var given = new RestSettings(parsed, console);
        var appId = given.Required(sdkAppId, Setting.SdkAppId);
        var secret = given.Secret(secretEnv);
        given.ThrowIfMissing(Name);
        return (OptionText.SdkAppId(appId.Name, appId.Value), secret.Read());
    }

    private string Identifier(ParseResult parsed) => IdentifierRule.Checked(identifier.Name, parsed.GetValue(identifier)!);
}
