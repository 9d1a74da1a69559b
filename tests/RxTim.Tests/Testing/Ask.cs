namespace RxTim.Tests;

/// <summary>What tests send.</summary>
internal static class Ask
{
    public static Message Hi { get; } = Message.Text("hi");

    public static MsgBatchSendParam For(params string[] identifiers) => MsgBatchSendParam.Create(Hi, identifiers);

    /// <summary>For u0, u1, u2 …</summary>
    public static MsgBatchSendParam Many(int count) => MsgBatchSendParam.Create(Hi, Names(count));

    public static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(static i => $"u{i}")];

    /// <summary>The identifiers as a source that needs no list.</summary>
    public static async IAsyncEnumerable<string> Streamed(IEnumerable<string> identifiers)
    {
        foreach (var identifier in identifiers)
        {
            await Task.Yield();
            yield return identifier;
        }
    }
}
