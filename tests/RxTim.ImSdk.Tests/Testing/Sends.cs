namespace RxTim.ImSdk.Tests;

internal static class Sends
{
    public static MsgBatchSendParam To(params IEnumerable<string> identifiers) => MsgBatchSendParam.Create(Message.Text("你好 😀"), identifiers);

    public static MsgBatchSendParam To(int count) => To(Enumerable.Range(0, count).Select(i => $"user_{i}"));

    /// <summary>Sends through a client of its own and gives all results.</summary>
    public static async Task<List<MsgBatchSendResult>> SendAsync(this ImSdkLibrary library, MsgBatchSendParam param, TimClientOptions? options = null)
    {
        await using var client = new TimClient(library.Transport, options);
        var results = new List<MsgBatchSendResult>();
        await foreach (var result in client.MsgBatchSendAsync(param, TestContext.Current.CancellationToken))
            results.Add(result);
        return results;
    }

    /// <summary>Waits until the library has no pending request: the last result can be seen just before its callback returns.</summary>
    public static Task NothingPendingAsync(this ImSdkLibrary library) => Until(() => PendingRequests.Count(library) == 0);

    /// <summary>Waits for something that another thread is about to do.</summary>
    public static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
