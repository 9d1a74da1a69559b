using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/openim/sendmsg</c>: one message for one user.</summary>
internal sealed class SendMsg(TimEmulator emulator, CallLog log, bool isStrict)
    : SendEndpoint("v4/openim/sendmsg", emulator, log, isStrict)
{
    public override Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var receiver = request.RequiredText("To_Account", TimErrorCodes.ToAccountInvalid);
        var message = ReadMessage(request, admin);
        if (!Emulator.Exists(receiver))
        {
            throw Identifiers.Problem(receiver) is { } problem
                ? new RestRefusal(TimErrorCodes.ToAccountInvalid, $"To_Account: {problem}") { Sent = (message, receiver) }
                : new RestRefusal(TimErrorCodes.ToAccountNotFound, "To_Account does not exist") { Sent = (message, receiver) };
        }
        return SendAsync(message, [receiver], Answer, aborted);
    }

    private static RestAnswer Answer(IReadOnlyList<Delivery> deliveries)
    {
        var delivery = deliveries[0];
        if (delivery.Code != 0)
            return new RestAnswer(delivery.Code, Describe(delivery.Code));
        return RestAnswer.With(json =>
        {
            json.WriteNumber("MsgTime"u8, delivery.ServerTime);
            WriteNames(json, delivery);
        });
    }
}
