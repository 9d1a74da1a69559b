using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>What sending to one and sending to many have in common.</summary>
internal abstract class SendEndpoint(string path, TimEmulator emulator)
    : RestEndpoint(path, TimErrorCodes.AdminRequired)
{
    protected TimEmulator Emulator => emulator;

    /// <summary>Reads the message.</summary>
    protected RestSentMessage ReadMessage(JsonElement request, string admin)
    {
        var sender = admin;
        if (request.TryGetProperty("From_Account", out _))
        {
            sender = request.RequiredText("From_Account", TimErrorCodes.FromAccountInvalid);
            if (!emulator.Exists(sender))
                throw new RestRefusal(TimErrorCodes.FromAccountInvalid, "From_Account does not exist");
        }
        var random = request.Number("MsgRandom", TimErrorCodes.MsgRandomInvalid)
            ?? throw new RestRefusal(TimErrorCodes.MsgRandomInvalid, "MsgRandom is missing");
        var sequence = request.Number("MsgSeq", TimErrorCodes.MessageFormatInvalid) ?? 0;
        return new RestSentMessage(Name, MsgBody.Read(request), sender, random, sequence);
    }

    /// <summary>Hands a message to the emulator, and waits until it is to be answered.</summary>
    /// <exception cref="RestRefusal">The emulator refuses the call.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any longer.</exception>
    protected async Task<IReadOnlyList<Delivery>> SendAsync(
        RestSentMessage message, IReadOnlyList<string> identifiers, CancellationToken aborted)
    {
        var call = await emulator.ReceiveAsync(message, identifiers, aborted).ConfigureAwait(false);
        return call.Refusal == 0 ? call.Deliveries : throw new RestRefusal(call.Refusal, Describe(call.Refusal));
    }

    /// <summary>What a code means, or nothing.</summary>
    protected static string Describe(int code) => TimErrorCodes.Describe(code) ?? "";

    /// <summary><c>MsgKey</c> of what was stored.</summary>
    protected static string MsgKey(in Delivery delivery) => $"{delivery.Sequence}_{delivery.Random}_{delivery.ServerTime}";
}
