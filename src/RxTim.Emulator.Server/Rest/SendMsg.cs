using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/openim/sendmsg</c>: one message for one user.</summary>
internal sealed class SendMsg(TimEmulator emulator) : SendEndpoint("v4/openim/sendmsg", emulator)
{
    public override async Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var receiver = request.RequiredText("To_Account", TimErrorCodes.ToAccountInvalid);
        var message = ReadMessage(request, admin);
        if (!Emulator.Exists(receiver))
        {
            throw Identifiers.Problem(receiver) is { } problem
                ? new RestRefusal(TimErrorCodes.ToAccountInvalid, $"To_Account: {problem}")
                : new RestRefusal(TimErrorCodes.ToAccountNotFound, "To_Account does not exist");
        }
        var delivery = (await SendAsync(message, [receiver], aborted).ConfigureAwait(false))[0];
        if (delivery.Code != 0)
            return new RestAnswer(delivery.Code, Describe(delivery.Code));
        return RestAnswer.With(json =>
        {
            json.WriteNumber("MsgTime"u8, delivery.ServerTime);
            json.WriteString("MsgKey"u8, MsgKey(delivery));
        });
    }
}
