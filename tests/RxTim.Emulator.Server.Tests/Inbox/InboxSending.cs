using System.Text.Json;

namespace RxTim.Emulator.Tests.Inbox;

/// <summary>Sends what the inbox is to show, and asks for it.</summary>
internal static class InboxSending
{
    public static Task<JsonElement> SendAsync(
        this RunningServer running, int random, string text, IEnumerable<string> accounts, string from = "administrator") =>
        running.Client.PostAsync(RawClient.BatchSend, Body(random, text, accounts, from));

    /// <summary>The items of the first page of a list.</summary>
    public static async Task<List<JsonElement>> ListAsync(this RunningServer running, string path)
    {
        var page = await running.Client.GetAsync($"emulator/{path}");
        return [.. page.EnumerateObject().Single(static property => property.Name != "next").Value.EnumerateArray()];
    }

    public static Task<HttpResponseMessage> ClearAsync(this RunningServer running) =>
        running.Client.Http.DeleteAsync(new Uri("emulator/messages", UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>A text of each item.</summary>
    public static IEnumerable<string?> Texts(this IEnumerable<JsonElement> items, string key) =>
        items.Select(item => item.GetProperty(key).GetString());

    /// <summary>Numbers of an item.</summary>
    public static int[] Numbers(this JsonElement item, params string[] keys) =>
        [.. keys.Select(key => item.GetProperty(key).GetInt32())];

    public static string Body(int random, string text, IEnumerable<string> accounts, string from = "administrator") =>
        $$$"""
        {"From_Account":{{{Json(from)}}},"To_Account":[{{{string.Join(',', accounts.Select(Json))}}}],"MsgRandom":{{{random}}},
        "MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":{{{Json(text)}}}}}]}
        """;

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
