using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/openim/admin_getroammsg</c>: what two users sent each other, from the side of one of them. A page holds the latest
/// messages; the next goes on before them with its <c>LastMsgTime</c> as <c>MaxTime</c> and its <c>LastMsgKey</c>.</summary>
internal sealed class AdminGetRoamMsg(TimEmulator emulator, Archive archive)
    : RestEndpoint("v4/openim/admin_getroammsg", TimErrorCodes.CallerNotAdmin)
{
    private const int MostMessages = 100;

    // The documentation ends a page at 13 kB.
    private const int MostBytes = 13 * 1024;

    public override Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var user = Account(request, "Operator_Account", "From_Account", TimErrorCodes.FromAccountInvalid);
        var peer = Account(request, "Peer_Account", "To_Account", TimErrorCodes.ToAccountInvalid);
        var most = (int)Math.Min(Required(request, "MaxCnt"), MostMessages);
        var time = (Min: (long)Required(request, "MinTime"), Max: (long)Required(request, "MaxTime"));
        if (most == 0 || time.Min > time.Max)
            throw new RestRefusal(TimErrorCodes.RestJsonInvalid, "MaxCnt is 0, or MinTime is after MaxTime");

        var found = archive.History(user, peer, time, After(request), most + 1);
        var page = Page(found, most);
        return Task.FromResult(RestAnswer.With(json => Write(json, page, found.Count == page.Count)));
    }

    private string Account(JsonElement request, string key, string olderKey, int code)
    {
        var account = request.RequiredText(request.TryGet(key, out _) ? key : olderKey, code);
        return emulator.Exists(account)
            ? account
            : throw new RestRefusal(TimErrorCodes.RequestAccountNotFound, $"{key} does not exist");
    }

    private static uint Required(JsonElement request, string key) =>
        request.Number(key, TimErrorCodes.RestJsonInvalid) ?? throw new RestRefusal(TimErrorCodes.RestJsonInvalid, $"{key} is missing");

    private static (long Time, long Seq, long Rand) After(JsonElement request)
    {
        if (request.Text("LastMsgKey", TimErrorCodes.RestJsonInvalid) is not { Length: > 0 } key)
            return (long.MaxValue, 0, 0);
        return MsgKey.Parse(key) is { } last
            ? (last.Time, unchecked((long)last.Sequence), unchecked((long)last.Random))
            : throw new RestRefusal(TimErrorCodes.RestJsonInvalid, "LastMsgKey is no MsgKey");
    }

    private static List<ArchivedMessage> Page(List<ArchivedMessage> found, int most)
    {
        var bytes = 0;
        var count = found.TakeWhile((message, i) => (bytes += message.Content.MsgBody.Length) <= MostBytes || i == 0).Count();
        return found[..Math.Min(count, most)];
    }

    private static void Write(Utf8JsonWriter json, List<ArchivedMessage> page, bool isComplete)
    {
        json.WriteNumber("Complete"u8, isComplete ? 1 : 0);
        json.WriteNumber("MsgCnt"u8, page.Count);
        if (page.Count > 0)
        {
            json.WriteNumber("LastMsgTime"u8, page[^1].Time);
            json.WriteString("LastMsgKey"u8, page[^1].Key);
        }
        json.WriteStartArray("MsgList"u8);
        foreach (var message in Enumerable.Reverse(page))
            RestMessageJson.Write(json, message);
        json.WriteEndArray();
    }
}
