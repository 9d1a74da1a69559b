using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/im_open_login_svc/account_import</c>: makes one account exist.</summary>
internal sealed class AccountImport(TimEmulator emulator)
    : RestEndpoint("v4/im_open_login_svc/account_import", TimErrorCodes.AccountAdminRequired)
{
    public override async Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        // Older documents call it Identifier.
        var identifier = AccountFields.NewIdentifier(request, request.TryGet("UserID", out _) ? "UserID" : "Identifier");
        var nick = request.Text("Nick", TimErrorCodes.AccountInvalidParameters);
        var faceUrl = request.Text("FaceUrl", TimErrorCodes.AccountInvalidParameters);
        await emulator.ImportAsync(identifier, nick, faceUrl).ConfigureAwait(false);
        return RestAnswer.Ok;
    }
}
