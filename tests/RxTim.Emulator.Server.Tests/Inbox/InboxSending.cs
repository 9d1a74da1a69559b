using System.Text.Json;

namespace RxTim.Emulator.Tests.Inbox;

/// <summary>Sends what the inbox is to show.</summary>
internal static class InboxSending
{
    public static Task<JsonElement> SendAsync(
        this RunningServer running, int random, string text, IEnumerable<string> accounts, string from = "administrator") =>
        running.Client.PostAsync(RawClient.BatchSend, Body(random, text, accounts, from));

    public static string Body(int random, string text, IEnumerable<string> accounts, string from = "administrator") =>
        $$$"""
        {"From_Account":{{{Json(from)}}},"To_Account":[{{{string.Join(',', accounts.Select(Json))}}}],"MsgRandom":{{{random}}},"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":{{{Json(text)}}}}}]}
        """;

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
