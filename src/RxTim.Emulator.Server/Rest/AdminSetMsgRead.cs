using System.Globalization;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/openim/admin_set_msg_read</c>: marks what someone got from another as read, until now or until a second.</summary>
internal sealed class AdminSetMsgRead(TimEmulator emulator, Archive archive, TimeProvider time)
    : RestEndpoint("v4/openim/admin_set_msg_read", TimErrorCodes.AdminRequired)
{
    public override async Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var reader = AccountFields.Existing(emulator, request, "Report_Account", TimErrorCodes.FromAccountInvalid);
        var peer = AccountFields.Existing(emulator, request, "Peer_Account", TimErrorCodes.ToAccountInvalid);
        await archive.ReadAsync(reader, peer, Until(request) ?? time.GetUtcNow().ToUnixTimeSeconds()).ConfigureAwait(false);
        return RestAnswer.Ok;
    }

    // Documents have it as a number, and as a text.
    private static uint? Until(JsonElement request)
    {
        if (!request.TryGet("MsgReadTime", out var value) || value.ValueKind != JsonValueKind.String)
            return request.Number("MsgReadTime", TimErrorCodes.RestJsonInvalid);
        return uint.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? second
            : throw new RestRefusal(TimErrorCodes.RestJsonInvalid, "MsgReadTime is not a number of seconds");
    }
}
