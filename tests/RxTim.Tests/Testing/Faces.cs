namespace RxTim.Tests;

/// <summary>The ways in which one send can be asked for.</summary>
public enum Face
{
    Push,
    Pull,
    StreamedPush,
    StreamedPull,
    CallbackList,
    CallbackJson,
}

/// <summary>How a send ended.</summary>
internal sealed record Ending(IReadOnlyList<MsgBatchSendResult> Results, Exception? Error, int? Code = null)
{
    public IEnumerable<string> Identifiers => Results.Select(static result => result.Identifier);

    public IEnumerable<(string, int)> Codes => Results.Select(static result => (result.Identifier, result.Code));

    public IEnumerable<(string, SendOutcome)> Outcomes => Results.Select(static result => (result.Identifier, result.Outcome));

    public TimException TimError => Assert.IsType<TimException>(Error);
}

/// <summary>Runs the same send in any of its faces.</summary>
internal static class Faces
{
    public static TheoryData<Face> All => [.. Enum.GetValues<Face>()];

    public static TheoryData<Face> Streams => [Face.Push, Face.Pull, Face.StreamedPush, Face.StreamedPull];

    /// <summary>Runs a send to its end; to be awaited with <see cref="Waiting"/>.</summary>
    public static Task<Ending> RunAsync(this TimClient client, Face face, MsgBatchSendParam param) => face switch
    {
        Face.Push => PushAsync(client.MsgBatchSend(param)),
        Face.Pull => PullAsync(client.MsgBatchSendAsync(param, TestContext.Current.CancellationToken)),
        Face.StreamedPush => PushAsync(client.MsgBatchSend(param.Message, Ask.Streamed(param.Identifiers))),
        Face.StreamedPull => PullAsync(client.MsgBatchSendAsync(
            param.Message, Ask.Streamed(param.Identifiers), TestContext.Current.CancellationToken)),
        Face.CallbackList => CallBackAsync<List<MsgBatchSendResult>>(callback => client.MsgBatchSend(param, callback), static list => list),
        _ => CallBackAsync<string>(callback => client.MsgBatchSend(param, callback), MsgBatchSendResult.ParseArray),
    };

    public static async Task<Ending> PushAsync(IObservable<MsgBatchSendResult> stream)
    {
        var observer = new RecordingObserver();
        stream.Subscribe(observer);
        await observer.EndedAsync();
        Assert.Empty(observer.Faults);
        return new Ending(observer.Results, observer.Error);
    }

    public static async Task<Ending> PullAsync(IAsyncEnumerable<MsgBatchSendResult> stream)
    {
        var results = new List<MsgBatchSendResult>();
        try
        {
            await foreach (var result in stream)
                results.Add(result);
            return new Ending(results, null);
        }
        catch (Exception error)
        {
            return new Ending(results, error);
        }
    }

    private static async Task<Ending> CallBackAsync<T>(
        Func<ValueCallback<T>, TIMResult> send, Func<T, IReadOnlyList<MsgBatchSendResult>> read)
    {
        var called = new TaskCompletionSource<Ending>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.Equal(TIMResult.Succ, send((code, _, results, _) => called.SetResult(new Ending(read(results), null, code))));
        return await called.Task;
    }
}
