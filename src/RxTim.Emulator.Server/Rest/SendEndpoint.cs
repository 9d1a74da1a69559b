using System.Runtime.InteropServices;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>What sending to one and sending to many have in common.</summary>
internal abstract class SendEndpoint(
    string path, TimEmulator emulator, CallLog log, bool isStrict) : RestEndpoint(path, TimErrorCodes.AdminRequired)
{
    protected TimEmulator Emulator => emulator;

    /// <summary>Reads the message.</summary>
    protected RestSentMessage ReadMessage(JsonElement request, string admin)
    {
        var sender = admin;
        if (request.TryGet("From_Account", out _))
        {
            sender = request.RequiredText("From_Account", TimErrorCodes.FromAccountInvalid);
            if (!emulator.Exists(sender))
                throw new RestRefusal(TimErrorCodes.FromAccountInvalid, "From_Account does not exist");
        }
        var random = request.Number("MsgRandom", TimErrorCodes.MsgRandomInvalid)
            ?? throw new RestRefusal(TimErrorCodes.MsgRandomInvalid, "MsgRandom is missing");
        var sequence = request.Number("MsgSeq", TimErrorCodes.MessageFormatInvalid) ?? 0;
        var content = MsgBody.Read(request, SendOptions.Read(request, isStrict));
        return new RestSentMessage(Name, content, sender, random, sequence, PackedJson.Of(JsonMarshal.GetRawUtf8Value(request)));
    }

    /// <summary>Hands a message to the emulator, waits until it is to be answered, and answers.</summary>
    /// <param name="message">The message.</param>
    /// <param name="identifiers">Who it goes to.</param>
    /// <param name="answer">What to answer if the call is not refused whole.</param>
    /// <param name="aborted">Ends when nobody waits any longer.</param>
    /// <exception cref="OperationCanceledException">Nobody waits any longer.</exception>
    protected async Task<RestAnswer> SendAsync(
        RestSentMessage message, IReadOnlyList<string> identifiers, Func<IReadOnlyList<Delivery>, RestAnswer> answer,
        CancellationToken aborted)
    {
        var call = await emulator.ReceiveAsync(message, identifiers, aborted).ConfigureAwait(false);
        var answered = call.Refusal == 0
            ? answer(call.Deliveries)
            : new RestAnswer(call.Refusal, call.RefusalReason.Length > 0 ? call.RefusalReason : Describe(call.Refusal));
        log.AddAnswer(message, answered);
        return answered;
    }

    /// <summary>What a code means, or nothing.</summary>
    protected static string Describe(int code) => TimErrorCodes.Describe(code) ?? "";

    /// <summary>Writes by what a message that was stored can be named.</summary>
    protected static void WriteNames(Utf8JsonWriter json, in Delivery stored)
    {
        json.WriteString("MsgKey"u8, new MsgKey(stored.Sequence, stored.Random, (long)stored.ServerTime).ToString());
        json.WriteString("MsgId"u8, $"{stored.Message.Sender}-{stored.ClientTime}-{stored.Random}");
    }
}
