using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/im_open_login_svc/account_check</c>: says of up to 100 accounts whether they exist.</summary>
internal sealed class AccountCheck(TimEmulator emulator) : RestEndpoint("v4/im_open_login_svc/account_check", TimErrorCodes.AccountAdminRequired)
{
    public override Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var identifiers = AccountFields.UserIds(request, "CheckItem");
        return Task.FromResult(RestAnswer.With(json =>
        {
            json.WriteStartArray("ResultItem"u8);
            foreach (var identifier in identifiers)
            {
                json.WriteStartObject();
                json.WriteString("UserID"u8, identifier);
                json.WriteNumber("ResultCode"u8, 0);
                json.WriteString("ResultInfo"u8, ""u8);
                json.WriteString("AccountStatus"u8, emulator.Exists(identifier) ? "Imported"u8 : "NotImported"u8);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }));
    }
}
