using System.Text.Json;

namespace RxTim.Emulator;

/// <summary><c>v4/openim/get_c2c_unread_msg_num</c>: how many messages someone has not read, from all or from each of up to ten.</summary>
internal sealed class GetC2CUnreadMsgNum(TimEmulator emulator, Archive archive)
    : RestEndpoint("v4/openim/get_c2c_unread_msg_num", TimErrorCodes.AdminRequired)
{
    private const int MostPeers = 10;

    public override Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted)
    {
        var account = AccountFields.Existing(emulator, request, "To_Account", TimErrorCodes.ToAccountInvalid);
        var peers = request.Texts("Peer_Account", TimErrorCodes.ToAccountInvalid);
        if (peers.Length > MostPeers)
            throw new RestRefusal(TimErrorCodes.ToAccountInvalid, $"Peer_Account has {peers.Length} accounts; {MostPeers} are allowed");
        return Task.FromResult(RestAnswer.With(json =>
        {
            if (peers.Length == 0)
                json.WriteNumber("AllC2CUnreadMsgNum"u8, archive.Unread(account, null));
            else
                Write(json, account, peers);
        }));
    }

    private void Write(Utf8JsonWriter json, string account, string[] peers)
    {
        json.WriteStartArray("C2CUnreadMsgNumList"u8);
        foreach (var peer in peers.Where(emulator.Exists))
        {
            json.WriteStartObject();
            json.WriteString("Peer_Account"u8, peer);
            json.WriteNumber("C2CUnreadMsgNum"u8, archive.Unread(account, peer));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        AccountFields.WriteUnknown(json, "Peer_Account", [.. peers.Where(peer => !emulator.Exists(peer))]);
    }
}
