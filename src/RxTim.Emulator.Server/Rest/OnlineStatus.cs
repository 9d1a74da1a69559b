using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/openim/query_online_status</c>, and the older <c>querystate</c>: who is online, of up to 500. Nobody logs in here, so
/// everyone who exists is offline.</summary>
internal sealed class OnlineStatus(string path, TimEmulator emulator) : RestEndpoint(path, TimErrorCodes.AdminRequired)
{
    private const int MostAccounts = 500;

    public override Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        request.List("To_Account", TimErrorCodes.ToAccountInvalid, MostAccounts);
        var accounts = request.Texts("To_Account", TimErrorCodes.ToAccountInvalid);
        request.Number("IsNeedDetail", TimErrorCodes.RestJsonInvalid);
        return Task.FromResult(RestAnswer.With(json =>
        {
            json.WriteStartArray("QueryResult"u8);
            foreach (var account in accounts.Where(emulator.Exists))
            {
                json.WriteStartObject();
                json.WriteString("To_Account"u8, account);
                json.WriteString("Status"u8, "Offline"u8);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            AccountFields.WriteUnknown(json, "To_Account", [.. accounts.Where(account => !emulator.Exists(account))]);
        }));
    }
}
