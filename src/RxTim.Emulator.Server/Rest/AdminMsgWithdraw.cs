using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/openim/admin_msgwithdraw</c>: takes one message back from one receiver, for as long as it is in the history.</summary>
internal sealed class AdminMsgWithdraw(TimEmulator emulator, Archive archive)
    : RestEndpoint("v4/openim/admin_msgwithdraw", TimErrorCodes.AdminRequired)
{
    public override async Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var sender = AccountFields.Existing(emulator, request, "From_Account", TimErrorCodes.FromAccountInvalid);
        var receiver = AccountFields.Existing(emulator, request, "To_Account", TimErrorCodes.ToAccountInvalid);
        var key = MsgKey.Parse(request.Text("MsgKey", TimErrorCodes.MsgKeyInvalid) ?? "")
            ?? throw new RestRefusal(TimErrorCodes.MsgKeyInvalid, "MsgKey is missing, or not SEQUENCE_RANDOM_SECONDS");
        var code = await archive.WithdrawAsync(sender, receiver, key).ConfigureAwait(false);
        return code == 0 ? RestAnswer.Ok : new RestAnswer(code, TimErrorCodes.Describe(code) ?? "");
    }
}
