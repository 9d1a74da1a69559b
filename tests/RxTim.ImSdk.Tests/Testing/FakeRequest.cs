using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RxTim.ImSdk.Tests;

/// <summary>One request to the <see cref="FakeImSdk"/>, which can be called back at any time, on any thread, as often as a test
/// likes.</summary>
internal sealed unsafe class FakeRequest(TIMCommCallback callback, nint userData, string json)
{
    private readonly TIMCommCallback callback = callback;

    public nint UserData { get; } = userData;

    public string Json { get; } = json;

    public string[] Identifiers
    {
        get
        {
            using var param = JsonDocument.Parse(Json);
            return [.. param.RootElement.GetProperty("msg_batch_send_param_identifier_array").EnumerateArray().Select(id => id.GetString()!)];
        }
    }

    /// <summary>Calls back with an entry for each identifier.</summary>
    public void Answer(int code, params IEnumerable<string> identifiers) => CallBack(code, "desc", Entries(code, identifiers));

    /// <summary>Calls back with text of the library's own memory, which is overwritten and freed as soon as the callback returns.</summary>
    public void CallBack(int code, string? desc, string? json, nint? userData = null)
    {
        var (descText, jsonText) = (Marshal.StringToCoTaskMemUTF8(desc), Marshal.StringToCoTaskMemUTF8(json));
        callback(code, (byte*)descText, (byte*)jsonText, userData ?? UserData);
        Release(descText, desc);
        Release(jsonText, json);
    }

    private static void Release(nint text, string? of)
    {
        if (of is not null)
            NativeMemory.Fill((void*)text, (nuint)Encoding.UTF8.GetByteCount(of), (byte)'#');
        Marshal.FreeCoTaskMem(text);
    }

    private static string Entries(int code, IEnumerable<string> identifiers) => new JsonArray([.. identifiers.Select(identifier =>
        new JsonObject
        {
            ["msg_batch_send_result_code"] = code,
            ["msg_batch_send_result_desc"] = code == 0 ? "" : $"failed for {identifier}",
            ["msg_batch_send_result_identifier"] = identifier,
            ["msg_batch_send_result_msg"] = new JsonObject { ["message_conv_id"] = identifier, ["message_status"] = 2 },
        })]).ToJsonString();
}
