using System.Text.Json;

namespace RxTim.Tests;

/// <summary>What real backends have said: the API page's own example, and what the SDK 8.0.5903 took and answered.</summary>
internal static class Sample
{
    internal static string ApiPageCallback => Read("api-page-callback.json");

    internal static string ImSdkCallback => Read("imsdk-8.0.5903-callback.json");

    internal static string ImSdkParam => Read("imsdk-8.0.5903-param.json");

    /// <summary>The messages in the callback's array, each as its own JSON text.</summary>
    internal static IReadOnlyList<string> MessagesOf(string callback)
    {
        using var results = JsonDocument.Parse(callback);
        return [.. results.RootElement.EnumerateArray().Select(r => r.GetProperty("msg_batch_send_result_msg").GetRawText())];
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name));
}
