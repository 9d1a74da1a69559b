namespace RxTim.Journal.Tests;

/// <summary>Runs sends of a journal.</summary>
internal static class Sends
{
    /// <summary>To its end; to be awaited with <see cref="Waiting"/>.</summary>
    public static async Task<List<MsgBatchSendResult>> AllAsync(
        this SendJournal journal, IMsgBatchTransport transport, JournalSendOptions? options = null)
    {
        var results = new List<MsgBatchSendResult>();
        await foreach (var result in journal.SendAsync(transport, options, TestContext.Current.CancellationToken))
            results.Add(result);
        return results;
    }

    /// <summary>Until the transport has taken so many calls, and then cancelled, which leaves those in flight in doubt.</summary>
    public static async Task LeaveAsync(this SendJournal journal, ScriptedTransport transport, int calls, JournalSendOptions? options = null)
    {
        using var cancel = new CancellationTokenSource();
        var running = Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in journal.SendAsync(transport, options, cancel.Token))
            {
            }
        });
        await transport.TakesAsync(calls).Soon();
        cancel.Cancel();
        await running.Soon();
    }

    public static IEnumerable<(string, int)> Codes(this IEnumerable<MsgBatchSendResult> results) =>
        results.Select(static result => (result.Identifier, result.Code)).Order();

    public static string[] Identifiers(this IEnumerable<MsgBatchCall> calls) =>
        [.. calls.SelectMany(static call => call.Identifiers).Order()];

    /// <summary>A transport's options: small calls, one at a time.</summary>
    public static JournalSendOptions Calls(int identifiers, int concurrent = 1) =>
        new() { Client = new TimClientOptions { IdentifiersPerCall = identifiers, MaxConcurrentCalls = concurrent } };
}
