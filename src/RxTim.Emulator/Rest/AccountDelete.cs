using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/im_open_login_svc/account_delete</c>: makes up to 100 accounts vanish, each with a result of its own.</summary>
internal sealed class AccountDelete(Backend backend)
    : RestEndpoint("v4/im_open_login_svc/account_delete", TimErrorCodes.AccountAdminRequired)
{
    public override async Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var results = new List<(string Identifier, int Code)>();
        var kept = new List<Task>();
        foreach (var identifier in AccountFields.UserIds(request, "DeleteItem"))
        {
            var (existed, deleted) = backend.Delete(identifier);
            results.Add((identifier, existed ? 0 : TimErrorCodes.AccountNotFound));
            kept.Add(deleted);
        }
        await Task.WhenAll(kept).ConfigureAwait(false);
        return RestAnswer.With(json =>
        {
            json.WriteStartArray("ResultItem"u8);
            foreach (var (identifier, code) in results)
            {
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
