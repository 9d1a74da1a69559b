using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/im_open_login_svc/kick</c>: ends an account's logins. Nobody logs in here, so nothing happens to one that
/// exists.</summary>
internal sealed class Kick(TimEmulator emulator) : RestEndpoint("v4/im_open_login_svc/kick", TimErrorCodes.AccountAdminRequired)
{
    public override Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        // Older documents call it Identifier.
        var account = request.RequiredText(
            request.TryGet("UserID", out _) ? "UserID" : "Identifier", TimErrorCodes.AccountInvalidParameters);
        return Task.FromResult(emulator.Exists(account)
            ? RestAnswer.Ok
            : throw new RestRefusal(TimErrorCodes.AccountNotFound, "the account does not exist"));
    }
}
