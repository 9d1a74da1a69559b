using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace RxTim.Emulator.Tests;

/// <summary>Whole sends, by either face of a client.</summary>
internal static class Sending
{
    public static Message Hello { get; } = Message.Text("hello");

    public static string[] Users(int count) => [.. Enumerable.Range(1, count).Select(static number => $"user{number}")];

    public static async Task<List<MsgBatchSendResult>> SendAsync(this TimEmulator emulator, Message message, params string[] identifiers)
    {
        var results = new List<MsgBatchSendResult>();
        await using var client = new TimClient(emulator.Transport);
        await foreach (var result in client.MsgBatchSendAsync(MsgBatchSendParam.Create(message, identifiers)))
            results.Add(result);
        return results;
    }

    public static async Task<List<MsgBatchSendResult>> PushAsync(this TimEmulator emulator, Message message, params string[] identifiers)
    {
        await using var client = new TimClient(emulator.Transport);
        return [.. await client.MsgBatchSend(MsgBatchSendParam.Create(message, identifiers)).ToList().ToTask()];
    }

    public static Dictionary<string, int> Codes(this IEnumerable<MsgBatchSendResult> results) =>
        results.ToDictionary(static result => result.Identifier, static result => result.Code);

    public static string Json(this IEnumerable<MsgBatchSendResult> results) => string.Join('\n', results.Select(static r => r.ToJson()));
}
