using System.Text.Json.Nodes;

namespace RxTim.Tests;

/// <summary>An SDK of the callback form that does what a test says with each call.</summary>
internal sealed class CallbackSdk
{
    private readonly List<(string[] Identifiers, ValueCallback<string> Callback)> calls = [];
    private readonly Signal taken = new();

    public CallbackSdk(Func<string[], ValueCallback<string>, TIMResult> onCall, MsgBatchLimits? limits = null)
    {
        Func<string, ValueCallback<string>, TIMResult> msgBatchSend = (json, callback) =>
        {
            var identifiers = IdentifiersOf(json);
            lock (calls)
                calls.Add((identifiers, callback));
            taken.Changed();
            return onCall(identifiers, callback);
        };
        Transport = limits is null ? new CallbackTransport(msgBatchSend) : new CallbackTransport(msgBatchSend, limits);
    }

    public CallbackTransport Transport { get; }

    public IReadOnlyList<(string[] Identifiers, ValueCallback<string> Callback)> Calls
    {
        get
        {
            lock (calls)
                return [.. calls];
        }
    }

    /// <summary>Takes calls and answers when the test does so.</summary>
    public static CallbackSdk Silent(MsgBatchLimits? limits = null) => new(static (_, _) => TIMResult.Succ, limits);

    /// <summary>Answers each call inside it, with one callback.</summary>
    public static CallbackSdk Answering(int code, string json) => new((_, callback) =>
    {
        callback(code, "", json, null);
        return TIMResult.Succ;
    });

    public async Task<IReadOnlyList<(string[] Identifiers, ValueCallback<string> Callback)>> TakesAsync(int count)
    {
        await taken.WhenAsync(() => Calls.Count >= count);
        return Calls;
    }

    private static string[] IdentifiersOf(string json) =>
        [.. JsonNode.Parse(json)!["msg_batch_send_param_identifier_array"]!.AsArray().Select(static each => (string)each!)];
}
