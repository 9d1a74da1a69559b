using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/im_open_login_svc/multiaccount_import</c>: makes up to 100 accounts exist. Those with an identifier that is not valid
/// come back as <c>FailAccounts</c>.</summary>
internal sealed class MultiAccountImport(TimEmulator emulator)
    : RestEndpoint("v4/im_open_login_svc/multiaccount_import", TimErrorCodes.AccountAdminRequired)
{
    private const int Bad = TimErrorCodes.AccountInvalidParameters;

    public override async Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var accounts = request.TryGet("AccountList", out _)
            ? request.List("AccountList", Bad, AccountFields.MostAccounts).EnumerateArray().Select(Account)
            : request.List("Accounts", Bad, AccountFields.MostAccounts).EnumerateArray().Select(static item => Named(item.AsText("an account", Bad)));
        var failed = new List<string>();
        var kept = new List<Task>();
        foreach (var (identifier, nick, faceUrl) in accounts.ToList())
        {
            if (Identifiers.Problem(identifier) is null)
                kept.Add(emulator.ImportAsync(identifier, nick, faceUrl));
            else
                failed.Add(identifier);
        }
        await Task.WhenAll(kept).ConfigureAwait(false);
        return RestAnswer.With(json =>
        {
            json.WriteStartArray("FailAccounts"u8);
            foreach (var identifier in failed)
                json.WriteStringValue(identifier);
            json.WriteEndArray();
        });
    }

    private static (string Identifier, string? Nick, string? FaceUrl) Named(string identifier) => (identifier, null, null);

    private static (string Identifier, string? Nick, string? FaceUrl) Account(JsonElement item)
    {
        var account = AccountFields.Object(item);
        return (account.Text("UserID", Bad) ?? "", account.Text("Nick", Bad), account.Text("FaceUrl", Bad));
    }
}
