using System.Runtime.InteropServices;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/openim/importmsg</c>: keeps a message that was sent elsewhere, at its own time. One that the pair has already, by
/// sequence, random and time in either direction, stays as it is.</summary>
internal sealed class ImportMsg(TimEmulator emulator, Archive archive, CallLog log, bool isStrict)
    : RestEndpoint("v4/openim/importmsg", TimErrorCodes.AdminRequired)
{
    private const int History = 2;
    private const int RealTime = 5;

    // What older documents have for RealTime.
    private const int OldRealTime = 1;

    public override async Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var sender = AccountFields.Existing(emulator, request, "From_Account", TimErrorCodes.FromAccountInvalid);
        var receiver = AccountFields.Existing(emulator, request, "To_Account", TimErrorCodes.ToAccountInvalid);
        var kind = request.Number("SyncFromOldSystem", TimErrorCodes.MessageFormatInvalid);
        if (kind is not (History or RealTime or OldRealTime) || isStrict && kind == OldRealTime)
            throw new RestRefusal(TimErrorCodes.MessageFormatInvalid, $"SyncFromOldSystem is neither {History} nor {RealTime}");
        var random = request.Number("MsgRandom", TimErrorCodes.MsgRandomInvalid)
            ?? throw new RestRefusal(TimErrorCodes.MsgRandomInvalid, "MsgRandom is missing");
        var sequence = request.Number("MsgSeq", TimErrorCodes.MessageFormatInvalid) ?? 0;
        if (request.Number("MsgTimeStamp", TimErrorCodes.MsgTimeStampInvalid) is not (> 0 and var second))
            throw new RestRefusal(TimErrorCodes.MsgTimeStampInvalid, "MsgTimeStamp is missing or 0");

        var content = MsgBody.Read(request, kind == History ? SentFlags.NoUnread : SentFlags.None);
        var packed = PackedJson.Of(JsonMarshal.GetRawUtf8Value(request));
        var message = new RestSentMessage(Name, content, sender, random, sequence, packed);
        await archive.ImportMessageAsync(new Delivery(message, receiver, 0, random, sequence, second, second)).ConfigureAwait(false);
        log.AddImport(message, receiver);
        log.AddAnswer(message, RestAnswer.Ok);
        return RestAnswer.Ok;
    }
}
