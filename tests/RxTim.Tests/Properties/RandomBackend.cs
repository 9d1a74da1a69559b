using System.Text;
using System.Text.Json.Nodes;

namespace RxTim.Tests;

/// <summary>Plays the scripts of a scenario, and keeps a record of the calls.</summary>
internal sealed class RandomBackend : IMsgBatchTransport
{
    private readonly Scenario scenario;
    private readonly List<string[]> calls = [];
    private readonly List<Action> late = [];
    private readonly List<string> faults = [];
    private readonly object gate = new();
    private readonly CallbackTransport viaCallbacks;
    private int pending;
    private volatile bool held;

    public RandomBackend(Scenario scenario, Signal changed)
    {
        Changed = changed;
        this.scenario = scenario;
        viaCallbacks = new CallbackTransport((json, callback) =>
        {
            string[] identifiers = [.. JsonNode.Parse(json)!["msg_batch_send_param_identifier_array"]!.AsArray().Select(each => (string)each!)];
            if (Encoding.UTF8.GetByteCount(json) > scenario.Limits.MaxBytesPerCall && identifiers.Length > 1)
                Fault($"A call of {json.Length} bytes.");
            return Take(identifiers, (code, text) => callback(code, "told", text, null));
        }, scenario.Limits);
    }

    public MsgBatchLimits Limits => scenario.Limits;

    public Signal Changed { get; }

    /// <summary>How many results the consumer has seen; -1 if nobody counts them.</summary>
    public Func<int> Observed { get; set; } = static () => -1;

    public IReadOnlyList<string[]> Calls
    {
        get
        {
            lock (gate)
                return [.. calls];
        }
    }

    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (gate)
                return [.. faults];
        }
    }

    /// <summary>Things that the backend is just doing.</summary>
    public int Pending => Volatile.Read(ref pending);

    /// <summary>Whether calls are only recorded.</summary>
    public bool IsHeld => held;

    /// <summary>Told of each call before anything else; what it gives is disposed when the call is taken.</summary>
    public Func<MsgBatchCall, IDisposable?> Sending { get; set; } = static _ => null;

    public void Send(MsgBatchCall call)
    {
        using var step = Sending(call);
        if (scenario.ThroughCallbacks)
        {
            viaCallbacks.Send(call);
            return;
        }
        var result = Take([.. call.Identifiers], (code, json) => call.OnCallback(code, "told", Encoding.UTF8.GetBytes(json)));
        if (result != TIMResult.Succ)
            call.Refuse((int)result, "refused");
    }

    /// <summary>From now on calls are only recorded.</summary>
    public void Hold() => held = true;

    /// <summary>Says something late about every call so far.</summary>
    public void SpeakLate()
    {
        Action[] all;
        lock (gate)
            all = [.. late];
        foreach (var speak in all)
            speak();
    }

    /// <summary>Goes on on a backend's thread.</summary>
    public Task HopAsync()
    {
        var hop = new TaskCompletionSource();
        Post(hop.SetResult);
        return hop.Task;
    }

    /// <summary>Does something on a backend's thread; <see cref="Pending"/> counts it.</summary>
    public void Post(Action work)
    {
        Interlocked.Increment(ref pending);
        BackendThreads.Post(() =>
        {
            try
            {
                work();
            }
            catch (Exception thrown)
            {
                Fault($"An exception reached the backend: {thrown}");
            }
            Interlocked.Decrement(ref pending);
            Changed.Changed();
        });
    }

    public void Fault(string what)
    {
        lock (gate)
            faults.Add(what);
    }

    private TIMResult Take(string[] identifiers, Action<int, string> callback)
    {
        var script = Record(identifiers, callback);
        if (held)
        {
            Changed.Changed();
            return TIMResult.Succ;
        }
        Interlocked.Increment(ref pending);
        try
        {
            var callbacks = script.Callbacks(identifiers);
            if (script.Threads == 0)
                Say(callbacks, callback, script.Fate);
            else
                SayLater(callbacks, callback, script);
            return script.Fate switch
            {
                Fate.Throws => throw new IOException("The backend broke."),
                Fate.RefusesByResult => TIMResult.ErrParam,
                _ => TIMResult.Succ,
            };
        }
        finally
        {
            Interlocked.Decrement(ref pending);
            Changed.Changed();
        }
    }

    private Script Record(string[] identifiers, Action<int, string> callback)
    {
        int number;
        lock (gate)
        {
            number = calls.Count;
            calls.Add(identifiers);
            late.Add(() =>
            {
                callback(0, Entries.Sent(identifiers));
                callback(-1, "");
                callback(0, "[{");
            });
            var unseen = calls.Sum(static call => call.Length) - scenario.Options.MaxConcurrentCalls * scenario.MostPerCall;
            if (!held && !scenario.Retries && Observed() is >= 0 and var observed && observed < unseen)
                faults.Add($"Call {number} went out with {observed} results observed, {unseen} needed.");
        }
        return scenario.ScriptOf(number);
    }

    private void SayLater(string[] callbacks, Action<int, string> callback, Script script)
    {
        for (var thread = 0; thread < script.Threads; thread++)
        {
            var mine = callbacks.Where((_, i) => i % script.Threads == thread).ToArray();
            var fate = thread == 0 ? script.Fate : Fate.Silence;
            Post(() => Say(mine, callback, fate));
        }
    }

    private static void Say(string[] callbacks, Action<int, string> callback, Fate fate)
    {
        foreach (var json in callbacks)
            callback(0, json);
        if (fate == Fate.RefusesByCode)
            callback(Script.RefusalCode, "");
        else if (fate == Fate.Stops)
            callback(Script.StopCode, "");
    }
}
