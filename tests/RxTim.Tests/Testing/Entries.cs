using System.Text.Json.Nodes;

namespace RxTim.Tests;

/// <summary>Callbacks' JSON, written without the library's own writer.</summary>
internal static class Entries
{
    public static JsonObject Of(string identifier, int code = 0, string desc = "") => new()
    {
        ["msg_batch_send_result_code"] = code,
        ["msg_batch_send_result_desc"] = desc,
        ["msg_batch_send_result_identifier"] = identifier,
    };

    public static string Json(params JsonObject[] entries) => new JsonArray([.. entries]).ToJsonString();

    public static string Sent(params IEnumerable<string> identifiers) => Json([.. identifiers.Select(static each => Of(each))]);

    public static string Failed(int code, params IEnumerable<string> identifiers) =>
        Json([.. identifiers.Select(each => Of(each, code, $"failed with {code}"))]);
}
