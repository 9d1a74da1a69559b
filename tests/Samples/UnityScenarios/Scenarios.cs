using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using RxTim;
using RxTim.Emulator;

namespace UnityScenarios;

/// <summary>Each scenario throws where it does not go as it should.</summary>
public static class Scenarios
{
    private static readonly string[] Users = [.. Enumerable.Range(1, 250).Select(static i => $"user{i}")];

    public static void Run(Action<string> tell)
    {
        foreach (var (name, scenario) in new (string, Func<Task>)[]
        {
            ("push", PushAsync), ("pull", PullAsync), ("callback", CallbackAsync), ("decode", DecodeAsync), ("cancel", CancelAsync),
            ("time-out", TimeoutAsync), ("retry", RetryAsync), ("rx", RxAsync),
        })
        {
            // No thread of these has a context to come back to.
            Task.Run(scenario).GetAwaiter().GetResult();
            tell(name);
        }
    }

    private static MsgBatchSendParam Param => MsgBatchSendParam.Create(Message.Text("你好 🎮"), Users);

    private static async Task PushAsync()
    {
        await using var emulator = new TimEmulator(new() { Faults = [FaultRule.Parse("user*7=70107")] });
        await using var client = new TimClient(emulator.Transport);
        var results = await client.MsgBatchSend(Param).ToList().ToTask();
        Check(results.Count == 250 && results.Count(static result => result.Code == 70107) == 25, "250 results, 25 failures");
    }

    private static async Task PullAsync()
    {
        await using var emulator = new TimEmulator(new() { Latency = LatencyRange.Parse("1ms..5ms"), CallbacksPerCall = 3, ShuffleEntries = true });
        await using var client = new TimClient(emulator.Transport);
        var seen = new HashSet<string>();
        await foreach (var result in client.MsgBatchSendAsync(Param))
            Check(result.IsSuccess && seen.Add(result.Identifier), result.ToString());
        Check(seen.Count == 250, "everybody once");
    }

    private static async Task CallbackAsync()
    {
        await using var emulator = new TimEmulator();
        await using var client = new TimClient(emulator.Transport);
        var called = new TaskCompletionSource<(int Code, string Json, string? UserData)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = client.MsgBatchSend(Param, (int code, string _, string json, string? userData) => called.SetResult((code, json, userData)), "mine");
        var (code, json, userData) = await called.Task;
        Check(taken == TIMResult.Succ && code == 0 && userData == "mine", "called back");
        Check(json.Contains("\"msg_batch_send_result_identifier\":\"user250\""), "with all results");
    }

    private static Task DecodeAsync()
    {
        var message = Message.Parse("""{"message_elem_array":[{"elem_type":0,"text_elem_content":"\uD83D\uDE00"}],"message_seq":18446744073709551615,"unknown":[1]}""");
        Check(((TextElement)message.Elements![0]).Content == "😀" && message.Seq == ulong.MaxValue, "read");
        Check(message.ToJson().Contains("\"unknown\":[1]"), "kept");
        return Task.CompletedTask;
    }

    private static async Task CancelAsync()
    {
        await using var emulator = new TimEmulator(new() { Silences = [new SilenceRule("*")] });
        await using var client = new TimClient(emulator.Transport);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        try
        {
            await foreach (var result in client.MsgBatchSendAsync(Param, cancel.Token))
                Check(false, result.ToString());
            Check(false, "it ended");
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task TimeoutAsync()
    {
        await using var emulator = new TimEmulator(new() { Silences = [new SilenceRule("user1")] });
        await using var client = new TimClient(emulator.Transport, new() { ResultTimeout = TimeSpan.FromMilliseconds(200) });
        var results = await client.MsgBatchSend(Param).ToList().ToTask();
        Check(results.Single(static result => result.Identifier == "user1").Outcome == SendOutcome.Unknown, "unknown");
    }

    private static async Task RetryAsync()
    {
        await using var emulator = new TimEmulator(new() { Faults = [FaultRule.Parse("*=90994@0.3")] });
        await using var client = new TimClient(emulator.Transport, new() { Retry = new() { MaxAttempts = 30, FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) } });
        var results = await client.MsgBatchSend(Param).ToList().ToTask();
        Check(results.Count == 250 && results.All(static result => result.IsSuccess) && results.Any(static result => result.Attempts > 1), "tried again");
    }

    private static async Task RxAsync()
    {
        await using var emulator = new TimEmulator();
        await using var client = new TimClient(emulator.Transport);
        var counts = await client.MsgBatchSend(Param).GroupBy(static result => result.Identifier.Length)
            .SelectMany(static group => group.Count().Select(count => (group.Key, count))).ToList().ToTask();
        Check(counts.OrderBy(static each => each.Key).SequenceEqual([(5, 9), (6, 90), (7, 151)]), string.Join(" ", counts));
    }

    private static void Check(bool isSo, string what)
    {
        if (!isSo)
            throw new InvalidOperationException($"It is not so: {what}");
    }
}
