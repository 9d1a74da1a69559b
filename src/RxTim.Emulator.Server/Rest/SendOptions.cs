using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>Reads what else a call says of its message: how it is kept, pushed and counted.</summary>
internal static class SendOptions
{
    private const int LongestLifeTime = 604_800;

    private const int Bad = TimErrorCodes.MessageFormatInvalid;

    /// <exception cref="RestRefusal">Something has a wrong type or value.</exception>
    public static SentFlags Read(JsonElement request, bool isStrict)
    {
        var flags = SentFlags.None;
        if (IsOnlineOnly(request, isStrict))
            flags |= SentFlags.OnlineOnly;
        if (SyncOtherMachine(request, isStrict) == 2)
            flags |= SentFlags.NotInSendersHistory;
        if (request.Texts("SendMsgControl", Bad).Contains("NoUnread"))
            flags |= SentFlags.NoUnread;
        request.Texts("ForbidCallbackControl", Bad);
        request.Number("IsNeedReadReceipt", Bad);
        request.Number("MsgTimeStamp", TimErrorCodes.MsgTimeStampInvalid);
        CheckPush(request);
        return flags;
    }

    private static bool IsOnlineOnly(JsonElement request, bool isStrict)
    {
        var lifeTime = request.Number("MsgLifeTime", TimErrorCodes.MsgLifeTimeInvalid);

        // The real service keeps it for seven days then.
        if (isStrict && lifeTime > LongestLifeTime)
            throw new RestRefusal(TimErrorCodes.MsgLifeTimeTooLong, $"MsgLifeTime is over {LongestLifeTime} seconds");
        return request.Number("OnlineOnlyFlag", Bad) == 1 || lifeTime == 0;
    }

    // Typed clients that always write their numbers write 0 for none.
    private static uint? SyncOtherMachine(JsonElement request, bool isStrict)
    {
        var sync = request.Number("SyncOtherMachine", TimErrorCodes.SyncOtherMachineInvalid);
        return sync is null or 1 or 2 || sync == 0 && !isStrict
            ? sync
            : throw new RestRefusal(TimErrorCodes.SyncOtherMachineInvalid, "SyncOtherMachine is neither 1 nor 2");
    }

    private static void CheckPush(JsonElement request)
    {
        if (!TryGetObject(request, "OfflinePushInfo", out var push))
            return;
        push.Number("PushFlag", Bad);
        foreach (var key in (ReadOnlySpan<string>)["Title", "Desc", "Ext"])
            push.Text(key, Bad);
        TryGetObject(push, "AndroidInfo", out _);
        TryGetObject(push, "ApnsInfo", out _);
    }

    private static bool TryGetObject(JsonElement json, string key, out JsonElement value)
    {
        if (!json.TryGet(key, out value))
            return false;
        return value.ValueKind == JsonValueKind.Object ? true : throw new RestRefusal(Bad, $"{key} is not an object");
    }
}
