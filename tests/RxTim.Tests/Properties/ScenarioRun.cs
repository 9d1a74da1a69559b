using System.Diagnostics;

namespace RxTim.Tests;

/// <summary>Runs one scenario to its end and to quiet.</summary>
internal sealed partial class ScenarioRun : IAsyncDisposable
{
    // What the identifiers of the sends that try the room begin with.
    private const string InTheRoom = "room";

    private readonly Scenario scenario;
    private readonly TimClient client;
    private readonly CountingLimiter? limiter;
    private readonly PlayedSource source;
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource cancellation = new();
    private readonly List<MsgBatchSendResult> consumed = [];
    private readonly List<ScenarioException> thrown = [];
    private RecordingObserver? observer;
    private IDisposable? subscription;
    private int pulled;
    private int running;
    private int waiting;
    private int moments;

    public ScenarioRun(Scenario scenario)
    {
        this.scenario = scenario;
        Backend = new RandomBackend(scenario, Time.Changed);
        Steps = new StepRules(scenario.Interceptors.Length, Fault);
        source = new PlayedSource(this, scenario.Identifiers, scenario.SourceWaits);
        limiter = scenario.Permits > 0 ? new CountingLimiter(scenario.Permits) : null;
        client = new TimClient(Backend, scenario.Options with
        {
            TimeProvider = Time,
            CallLimiter = limiter,
            Interceptors = [.. scenario.Interceptors.Select((script, position) => new PlayedInterceptor(this, position, script))],
            Retry = scenario.Options.Retry with { ShouldRetry = ShouldRetry, OnRetry = OnRetry },
        });
        Backend.Sending = Send;
    }

    public VirtualTime Time { get; } = new();

    public RandomBackend Backend { get; }

    /// <summary>What the interceptors did.</summary>
    public StepRules Steps { get; }

    /// <summary>What the consumer was given.</summary>
    public IReadOnlyList<MsgBatchSendResult> Results => observer?.Results ?? consumed;

    public Exception? Error { get; private set; }

    /// <summary>The callback's code, where there is one.</summary>
    public int? Code { get; private set; }

    /// <summary>Whether the stream told its end; a push stream that is disposed does not.</summary>
    public bool Ended { get; private set; }

    public int Notifications => observer?.Notifications ?? consumed.Count;

    /// <summary>What interceptors threw.</summary>
    public IReadOnlyList<ScenarioException> Thrown
    {
        get
        {
            lock (thrown)
                return [.. thrown];
        }
    }

    /// <summary>How many things the send called.</summary>
    public int Moments => Volatile.Read(ref moments);

    public IReadOnlyList<string> Faults => [.. Backend.Faults, .. observer?.Faults ?? []];

    public void Fault(string what) => Backend.Fault(what);

    /// <summary>Begins something that the send called; disposed when it returns.</summary>
    public IDisposable Step(string name)
    {
        Interlocked.Increment(ref running);
        var step = new Running(this);
        At(Interlocked.Increment(ref moments) - 1, name);
        return step;
    }

    /// <summary>Waits, in a step, until so much time has passed.</summary>
    public async Task WaitAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        var wait = Task.Delay(span, Time, cancellationToken);
        Interlocked.Increment(ref waiting);
        Time.Changed.Changed();
        try
        {
            await wait;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public ScenarioException Throws(string step)
    {
        var exception = new ScenarioException(this, step);
        lock (thrown)
            thrown.Add(exception);
        return exception;
    }

    public async Task RunAsync()
    {
        if (!scenario.IsCallback)
            Backend.Observed = () => scenario.IsPush ? Results.Count : Volatile.Read(ref pulled);
        Start();
        await DriveAsync(over.Task);
        // It may need time to pass, so the backend's work does not count it.
        if (scenario.Cut == Cut.ClientDisposed && WasCut)
            await DriveAsync(disposal.Task);
        await DriveAsync(Backend.Changed.WhenAsync(() => Backend.Pending == 0 && Steps.IsOver && IsQuiet));
    }

    /// <summary>
    /// Checks that all the room in flight is free again: as many sends as fit are all handed over at once, and none is answered
    /// before.
    /// </summary>
    public async Task AllRoomIsFreeAsync()
    {
        var perCall = scenario.MostPerCall;
        var calls = Math.Min(scenario.Limits.MaxCallsInFlight, scenario.Limits.MaxIdentifiersInFlight / perCall);
        calls = Math.Min(calls, limiter is null ? int.MaxValue : scenario.Permits);
        if (scenario.IsClientDisposed || scenario.Limits.MaxBytesPerCall != int.MaxValue || calls > 20)
            return;
        Backend.Hold();
        var stream = client.MsgBatchSend(Ask.For([.. Enumerable.Range(0, perCall).Select(static i => $"{InTheRoom}{i}")]));
        var sends = Enumerable.Range(0, calls).Select(_ => stream.Subscribe(new RecordingObserver())).ToList();
        // Only their calls are counted: that of a send that was cut short may come as late as this, for the thread that took it out of the
        // send before the cut brings it to the backend in its own time.
        await Backend.Changed.WhenAsync(() => Backend.Calls.Count(IsInTheRoom) == calls);
        foreach (var send in sends)
            send.Dispose();
    }

    /// <summary>Disposes the client, and checks that nothing runs any longer (S17).</summary>
    public async ValueTask DisposeAsync()
    {
        await DriveAsync(client.DisposeAsync().AsTask());
        CheckNothingRuns("the client's disposal");
        Steps.CheckEnd();
        if (limiter is { Held: not 0 })
            Fault($"S19: {limiter.Held} permits are held at the end");
        var (called, told) = (Moments, Notifications);
        Backend.SpeakLate();
        Time.Advance(TimeSpan.FromDays(1));
        if (called != Moments || told != Notifications)
            Fault("S17: something was called after the client's disposal");
        await Time.NoTimerAliveAsync();
    }

    /// <summary>Where it is, for a run that hangs.</summary>
    public override string ToString() => $"""
        over: {over.Task.Status}, cut: {WasCut}, {Notifications} notifications, {running} things running, source open: {source.IsOpen}
        {Backend.Calls.Count} calls, {Backend.Pending} pending, {limiter?.Held} permits held, all told of the end: {Steps.IsOver}
        at {TimeSpan.FromTicks(Time.GetTimestamp())}, {waiting} things wait, timers: {Time.TimersArmed} set, {Time.TimersAlive} alive
        {string.Join(Environment.NewLine, Faults)}
        """;

    private static bool IsInTheRoom(IReadOnlyList<string> call) => call[0].StartsWith(InTheRoom, StringComparison.Ordinal);

    private bool IsQuiet => Volatile.Read(ref running) == 0 && !source.IsOpen;

    private void CheckNothingRuns(string after)
    {
        if (!IsQuiet)
            Fault($"S17: after {after} {running} things are running, and the source is {(source.IsOpen ? "open" : "closed")}");
    }

    private IDisposable? Send(MsgBatchCall call)
    {
        if (IsInTheRoom(call.Identifiers))
            return null;
        Steps.Send(call);
        for (var i = 0; i < call.Identifiers.Count; i++)
        {
            if (scenario.Expected[call.OrdinalOf(i)] != call.Identifiers[i])
                Fault($"S2: {call.Identifiers[i]} does not stand at {call.OrdinalOf(i)}");
        }
        return Step("transport");
    }

    private bool ShouldRetry(MsgBatchSendResult result)
    {
        using var step = Step("ShouldRetry");
        return result.Code is Script.FailedCode or Script.RefusalCode;
    }

    private void OnRetry(MsgBatchSendResult result)
    {
        using var step = Step("OnRetry");
    }

    // Lets time pass, where it may, until something is done: to what is due next, when all that works waits for it.
    private async Task DriveAsync(Task until)
    {
        var begun = Stopwatch.GetTimestamp();
        _ = until.ContinueWith(_ => Time.Changed.Changed(), TaskScheduler.Default);
        while (scenario.TimePasses && !until.IsCompleted)
        {
            await Time.Changed.WhenAsync(() => until.IsCompleted || MayTimePass);
            if (scenario.Impatient)
                Time.Advance(TimeSpan.FromMinutes(1));
            else if (!until.IsCompleted)
                Time.AdvanceToNext();
            if (Stopwatch.GetElapsedTime(begun) > Waiting.Limit)
                throw new TimeoutException("It does not come to an end.");
            await Task.Yield();
        }
        await until.Soon();
    }

    private bool MayTimePass =>
        Time.TimersArmed > 0 && (scenario.Impatient || (Backend.Pending == 0 && Volatile.Read(ref running) == Volatile.Read(ref waiting)));

    private sealed class Running(ScenarioRun run) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref run.running);
            run.Backend.Changed.Changed();
        }
    }
}
