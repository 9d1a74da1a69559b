namespace RxTim.Tests;

// The consumer, and what cuts the send short.
internal sealed partial class ScenarioRun
{
    private readonly TaskCompletionSource disposal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int cuts;

    /// <summary>Whether something cut the send short, or tried to.</summary>
    public bool WasCut => Volatile.Read(ref cuts) > 0;

    /// <summary>How many notifications the observer had begun to get when its subscription's disposal had returned; -1 without.</summary>
    public int NotificationsAtDisposal { get; private set; } = -1;

    /// <summary>Whether the disposal was inside a notification.</summary>
    public bool DisposedInside { get; private set; }

    public int CallsAtDisposal { get; private set; } = -1;

    private void Start()
    {
        var param = MsgBatchSendParam.Create(Ask.Hi, scenario.Identifiers);
        switch (scenario.Face)
        {
            case Face.Push:
                Push(client.MsgBatchSend(param));
                break;
            case Face.StreamedPush:
                Push(client.MsgBatchSend(Ask.Hi, source));
                break;
            case Face.Pull:
                _ = PullAsync(client.MsgBatchSendAsync(param, cancellation.Token));
                break;
            case Face.StreamedPull:
                _ = PullAsync(client.MsgBatchSendAsync(Ask.Hi, source, cancellation.Token));
                break;
            case Face.CallbackList:
                ValueCallback<List<MsgBatchSendResult>> takesList = (code, _, list, _) => Called(code, list);
                Assert.Equal(TIMResult.Succ, client.MsgBatchSend(param, takesList));
                break;
            default:
                ValueCallback<string> takesJson = (code, _, json, _) => Called(code, MsgBatchSendResult.ParseArray(json));
                Assert.Equal(TIMResult.Succ, client.MsgBatchSend(param, takesJson));
                break;
        }
    }

    private void Push(IObservable<MsgBatchSendResult> stream)
    {
        var subscribed = new ManualResetEventSlim();
        observer = new RecordingObserver(result =>
        {
            subscribed.Wait(Waiting.Limit);
            using var step = Step("OnNext");
            Steps.Consume(result);
            Observe(observer!.Results.Count);
        });
        subscription = stream.Subscribe(observer);
        subscribed.Set();
        if (scenario.CutAt == 0)
            Observe(0);
        _ = EndPushAsync();
    }

    private async Task EndPushAsync()
    {
        await observer!.EndedAsync();
        Error = observer.Error;
        Ended = true;
        over.TrySetResult();
    }

    private async Task PullAsync(IAsyncEnumerable<MsgBatchSendResult> stream)
    {
        try
        {
            if (scenario.CutAt == 0)
                Observe(0);
            await foreach (var result in stream)
            {
                Steps.Consume(result);
                consumed.Add(result);
                Interlocked.Increment(ref pulled);
                if (Observe(consumed.Count))
                    break;
            }
        }
        catch (Exception error)
        {
            Error = error;
        }
        CheckNothingRuns("the enumerator's disposal");
        Ended = true;
        over.TrySetResult();
    }

    private void Called(int code, List<MsgBatchSendResult> results)
    {
        Code = code;
        consumed.AddRange(results);
        Ended = true;
        over.SetResult();
    }

    // What the consumer does with a result; true if it stops the enumeration.
    private bool Observe(int count)
    {
        if (scenario.Yields)
            Thread.Yield();
        var now = count == scenario.CutAt;
        var stops = CutIf(Cut.ConsumerStops, now, () => DisposeSubscription(inside: count > 0));
        CutIf(Cut.ConsumerCancels, now, () => Cancel(inside: count > 0));
        CutIf(Cut.OtherThreadStops, now, () => Backend.Post(() => Cancel(inside: false)));
        CutIf(Cut.OtherThreadCancels, now, () => Backend.Post(() => Cancel(inside: false)));
        return stops;
    }

    // What is done at something that the send calls.
    private void At(int moment, string step)
    {
        var now = moment == scenario.CutAt;
        CutIf(Cut.ClientDisposed, now, () => BackendThreads.Post(DisposeClient));
        CutIf(Cut.ClientDisposedInside, now, () => DisposeClientInside(step));
        // The send may not have begun for its interceptors yet.
        CutIf(Cut.Drained, moment >= scenario.CutAt && Steps.Start is not null, () => Steps.Start!.Drain());
    }

    private bool CutIf(Cut cut, bool now, Action act)
    {
        if (scenario.Cut != cut || !now || Interlocked.Increment(ref cuts) > 1)
            return false;
        act();
        return true;
    }

    private void Cancel(bool inside)
    {
        if (scenario.IsPush)
            DisposeSubscription(inside);
        else
            cancellation.Cancel();
    }

    private void DisposeSubscription(bool inside)
    {
        if (subscription is null)
            return;
        subscription.Dispose();
        CallsAtDisposal = Backend.Calls.Count;
        NotificationsAtDisposal = observer!.Notifications;
        DisposedInside = inside;
        over.TrySetResult();
    }

    private void DisposeClient()
    {
        if (!client.DisposeAsync().AsTask().Wait(Waiting.Limit))
            Fault("S17: the client's disposal hangs");
        CheckNothingRuns("the client's disposal");
        disposal.SetResult();
    }

    private void DisposeClientInside(string step)
    {
        if (!client.DisposeAsync().AsTask().Wait(Waiting.Limit))
            Fault($"S17: the client's disposal hangs inside {step}");
    }
}
