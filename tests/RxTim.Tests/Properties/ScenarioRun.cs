namespace RxTim.Tests;

/// <summary>Runs one scenario to its end and to quiet, with every way to cut it short.</summary>
internal sealed class ScenarioRun
{
    // What the identifiers of the sends that try the room begin with.
    private const string InTheRoom = "room";

    private readonly Scenario scenario;
    private readonly TimClient client;
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource cancellation = new();
    private readonly List<MsgBatchSendResult> consumed = [];
    private RecordingObserver? observer;
    private IDisposable? subscription;
    private int pulled;
    private int cuts;

    public ScenarioRun(Scenario scenario)
    {
        this.scenario = scenario;
        Backend = new RandomBackend(scenario);
        client = new TimClient(Backend, scenario.Options with { TimeProvider = Time });
    }

    public VirtualTime Time { get; } = new();

    public RandomBackend Backend { get; }

    /// <summary>What the consumer was given.</summary>
    public IReadOnlyList<MsgBatchSendResult> Results => observer?.Results ?? consumed;

    public Exception? Error { get; private set; }

    /// <summary>The callback's code, where there is one.</summary>
    public int? Code { get; private set; }

    /// <summary>Whether the stream told its end; a push stream that is disposed does not.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether something cut the send short, or tried to.</summary>
    public bool WasCut => Volatile.Read(ref cuts) > 0;

    /// <summary>How many notifications the observer had begun to get when its subscription's disposal had returned; -1 without.</summary>
    public int NotificationsAtDisposal { get; private set; } = -1;

    /// <summary>Whether the disposal was inside a notification.</summary>
    public bool DisposedInside { get; private set; }

    public int CallsAtDisposal { get; private set; } = -1;

    public int Notifications => observer?.Notifications ?? consumed.Count;

    public IReadOnlyList<string> Faults => [.. Backend.Faults, .. observer?.Faults ?? []];

    public async Task RunAsync()
    {
        Backend.Taken += call => CutIf(Cut.ClientDisposed, call == scenario.CutAt, () => Backend.Post(DisposeClient));
        if (!scenario.IsCallback)
            Backend.Observed = () => scenario.IsPush ? Results.Count : Volatile.Read(ref pulled);
        Start();
        await DriveAsync();
        await over.Task.Soon();
        await Backend.Changed.WhenAsync(() => Backend.Pending == 0);
        await Time.NoTimerAliveAsync();
    }

    /// <summary>
    /// Checks that all the room in flight is free again: as many sends as fit are all handed over at once, and none is answered
    /// before.
    /// </summary>
    public async Task AllRoomIsFreeAsync()
    {
        var perCall = scenario.MostPerCall;
        var calls = Math.Min(scenario.Limits.MaxCallsInFlight, scenario.Limits.MaxIdentifiersInFlight / perCall);
        if (scenario.Cut == Cut.ClientDisposed || scenario.Limits.MaxBytesPerCall != int.MaxValue || calls > 20)
            return;
        Backend.Hold();
        var stream = client.MsgBatchSend(Ask.For([.. Enumerable.Range(0, perCall).Select(static i => $"{InTheRoom}{i}")]));
        var running = Enumerable.Range(0, calls).Select(_ => stream.Subscribe(new RecordingObserver())).ToList();
        // Only their calls are counted: that of a send that was cut short may come as late as this, for the thread that took it out of the
        // send before the cut brings it to the backend in its own time.
        await Backend.Changed.WhenAsync(() => Backend.Calls.Count(static call => call[0].StartsWith(InTheRoom)) == calls);
        foreach (var send in running)
            send.Dispose();
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    /// <summary>Where it is, for a run that hangs.</summary>
    public override string ToString() => $"""
        over: {over.Task.Status}, cut: {WasCut}, {Notifications} notifications
        {Backend.Calls.Count} calls, {Backend.Finished} finished, {Backend.Pending} pending
        at {TimeSpan.FromTicks(Time.GetTimestamp())}, timers: {Time.TimersArmed} set, {Time.TimersAlive} alive
        {string.Join(Environment.NewLine, Faults)}
        """;

    private void Start()
    {
        var param = MsgBatchSendParam.Create(Ask.Hi, scenario.Identifiers);
        switch (scenario.Face)
        {
            case Face.Push:
                Push(client.MsgBatchSend(param));
                break;
            case Face.StreamedPush:
                Push(client.MsgBatchSend(Ask.Hi, Ask.Streamed(scenario.Identifiers)));
                break;
            case Face.Pull:
                _ = PullAsync(client.MsgBatchSendAsync(param, cancellation.Token));
                break;
            case Face.StreamedPull:
                _ = PullAsync(client.MsgBatchSendAsync(Ask.Hi, Ask.Streamed(scenario.Identifiers), cancellation.Token));
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
        observer = new RecordingObserver(_ =>
        {
            subscribed.Wait(Waiting.Limit);
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

    private void DisposeClient() => client.DisposeAsync().AsTask().Wait();

    // Lets the time pass that it takes for what the backend leaves open to expire, whenever the backend is done with what it does.
    private async Task DriveAsync()
    {
        _ = over.Task.ContinueWith(_ => Backend.Changed.Changed(), TaskScheduler.Default);
        var handled = 0;
        while (scenario.TimePasses && !over.Task.IsCompleted)
        {
            await Backend.Changed.WhenAsync(() => over.Task.IsCompleted || (Due() > handled && (scenario.Impatient || Backend.Pending == 0)));
            handled = Due();
            if (!over.Task.IsCompleted)
                Time.Advance(TimeSpan.FromMinutes(1));
        }

        int Due() => scenario.Impatient ? Backend.Calls.Count : Backend.Finished;
    }
}
