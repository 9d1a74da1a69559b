using System.Text.Json;

namespace RxTim.Cli.Tests;

/// <summary>A send of the stand-in cluster. Who is given is sent to at once, in order.</summary>
internal sealed class StandInSend(string name, string message, string inDoubt)
{
    private readonly List<string> given = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Message => message;

    public string State { get; private set; } = "running";

    public string? Reason { get; private set; }

    public bool AllGiven { get; private set; }

    /// <summary>A line for each who has a result.</summary>
    public List<string> Results { get; } = [];

    public List<string> Withdrawn { get; } = [];

    public int Given => given.Count;

    public bool IsOver => State is "completed" or "cancelled";

    public string Progress
    {
        get
        {
            var failed = Results.Count(static line => !line.Contains("\"msg_batch_send_result_code\":0,", StringComparison.Ordinal));
            return $$"""
                {"name":"{{name}}","state":"{{State}}",{{(Reason is null ? "" : $"\"reason\":{JsonSerializer.Serialize(Reason)},")}}"inDoubt":"{{inDoubt}}",
                 "allGiven":{{(AllGiven ? "true" : "false")}},"asked":{{known.Count}},"sent":{{Results.Count - failed}},"failed":{{failed}},"unknown":0,
                 "withdrawn":{{Withdrawn.Count}},"pending":{{known.Count - Results.Count}},"notTaken":0,"startedAt":"2026-11-30T22:52:00+00:00"}
                """.ReplaceLineEndings("");
        }
    }

    /// <summary>Complete when something is new.</summary>
    public Task Changed => changed.Task;

    public static string Line(string identifier, int code = 0) => MsgBatchResult(identifier, code).ToJson();

    /// <summary>Takes the identifier at a place; false if another stands there.</summary>
    public bool Take(int place, string identifier, Func<string, int> codeOf)
    {
        if (place < given.Count)
            return given[place] == identifier;
        given.Add(identifier);
        if (known.Add(identifier) && State == "running")
            Results.Add(Line(identifier, codeOf(identifier)));
        Tell();
        return true;
    }

    public void TakeEnd()
    {
        AllGiven = true;
        if (State == "running")
            State = "completed";
        Tell();
    }

    public void Become(string state, string? reason = null)
    {
        (State, Reason) = (state, reason);
        Tell();
    }

    private static MsgBatchSendResult MsgBatchResult(string identifier, int code) =>
        code == 0 ? MsgBatchSendResult.Sent(identifier) : MsgBatchSendResult.Failed(identifier, code);

    private void Tell()
    {
        changed.TrySetResult();
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
