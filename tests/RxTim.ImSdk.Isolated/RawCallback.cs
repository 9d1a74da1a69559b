using System.Text.Json;

namespace RxTim.ImSdk.Isolated;

/// <summary>A callback as the native library made it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Json">Its JSON, copied.</param>
/// <param name="ThreadId">The managed number of the thread that it came on.</param>
internal sealed record RawCallback(int Code, string Json, int ThreadId)
{
    /// <summary>Each entry's identifier and code, in the array's order.</summary>
    public string Entries
    {
        get
        {
            using var array = JsonDocument.Parse(Json);
            return string.Join(',', array.RootElement.EnumerateArray().Select(entry =>
                $"{entry.GetProperty("msg_batch_send_result_identifier").GetString()}:{entry.GetProperty("msg_batch_send_result_code").GetInt32()}"));
        }
    }
}
