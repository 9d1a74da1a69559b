using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/openim/batchsendmsg</c>: one message for up to 500 users. The answer names those only whom it was not sent to.</summary>
internal sealed class BatchSendMsg(TimEmulator emulator, CallLog log, bool isStrict)
    : SendEndpoint("v4/openim/batchsendmsg", emulator, log, isStrict)
{
    private const int MostAccounts = 500;

    public override Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var identifiers = ReadAccounts(request);
        return SendAsync(ReadMessage(request, admin), identifiers, Answer, aborted);
    }

    private static RestAnswer Answer(IReadOnlyList<Delivery> deliveries)
    {
        var sent = Newest(deliveries);
        var code = sent.Message is null ? deliveries[0].Code : 0;
        return new RestAnswer(code, code == 0 ? "" : Describe(code), json =>
        {
            if (code == 0)
                WriteNames(json, sent);
            WriteFailures(json, deliveries);
        });
    }

    // There is one name for all: that of what this call has stored, if it has stored anything, and not of what it repeats.
    private static Delivery Newest(IReadOnlyList<Delivery> deliveries)
    {
        var newest = default(Delivery);
        foreach (var delivery in deliveries)
        {
            if (delivery.Code == 0 && (newest.Message is null || delivery.ServerTime > newest.ServerTime))
                newest = delivery;
        }
        return newest;
    }

    private static string[] ReadAccounts(JsonElement request)
    {
        if (!request.TryGet("To_Account", out var accounts) || accounts.ValueKind != JsonValueKind.Array)
            throw new RestRefusal(TimErrorCodes.ToAccountInvalid, "To_Account is missing, or not an array");
        var count = accounts.GetArrayLength();
        if (count == 0)
            throw new RestRefusal(TimErrorCodes.RestJsonInvalid, "To_Account is empty");
        if (count > MostAccounts)
            throw new RestRefusal(TimErrorCodes.ToAccountCountLimit, $"To_Account has {count} accounts; {MostAccounts} are allowed");
        var identifiers = new string[count];
        var i = 0;
        foreach (var account in accounts.EnumerateArray())
            identifiers[i++] = account.AsText("an account of To_Account", TimErrorCodes.ToAccountInvalid);
        return identifiers;
    }

    private static void WriteFailures(Utf8JsonWriter json, IReadOnlyList<Delivery> deliveries)
    {
        if (deliveries.All(static delivery => delivery.Code == 0))
            return;
        json.WriteStartArray("ErrorList"u8);
        foreach (var delivery in deliveries)
        {
            if (delivery.Code == 0)
                continue;
            json.WriteStartObject();
            json.WriteString("To_Account"u8, delivery.Receiver);
            json.WriteNumber("ErrorCode"u8, delivery.Code);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
