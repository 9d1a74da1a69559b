using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/im_open_login_svc/account_delete</c>: makes up to 100 accounts vanish, each with a result of its own.</summary>
internal sealed class AccountDelete(TimEmulator emulator)
    : RestEndpoint("v4/im_open_login_svc/account_delete", TimErrorCodes.AccountAdminRequired)
{
    public override async Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var identifiers = AccountFields.UserIds(request, "DeleteItem");
        var existed = await Task.WhenAll(identifiers.Select(emulator.DeleteAsync)).ConfigureAwait(false);
        return RestAnswer.With(json =>
        {
            json.WriteStartArray("ResultItem"u8);
            foreach (var (identifier, isGone) in identifiers.Zip(existed))
            {
                var code = isGone ? 0 : TimErrorCodes.AccountNotFound;
                json.WriteStartObject();
                json.WriteNumber("ResultCode"u8, code);
                json.WriteString("ResultInfo"u8, code == 0 ? "" : TimErrorCodes.Describe(code));
                json.WriteString("UserID"u8, identifier);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }
}
