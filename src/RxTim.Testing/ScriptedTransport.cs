namespace RxTim.Testing;

/// <summary>A backend that says of each call what a script has, at virtual times, and remembers what it was asked.</summary>
/// <remarks>Safe to use from many threads. The first call gets the first script, and so on; the last script serves all that
/// follow.</remarks>
public sealed class ScriptedTransport : IMsgBatchTransport
{
    // What is done with the n-th call, from 0.
    private readonly Action<MsgBatchCall, int> answer;
    private readonly TimeProvider time;
    private readonly Waiters waiters = new();
    private readonly List<AskedCall> calls = [];
    private int taken;
    private int returned;

    /// <summary>Makes a backend of scripts.</summary>
    /// <param name="scripts">One for each call, at least one; the last one serves all that follow. An empty one never answers.</param>
    /// <param name="time">The clock that steps come by; the system's by default. Give the client the same one.</param>
    /// <param name="limits">What it can take; no limits by default.</param>
    public ScriptedTransport(IReadOnlyList<IReadOnlyList<CallStep>> scripts, TimeProvider? time = null, MsgBatchLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(scripts);
        if (scripts.Count == 0)
            throw new ArgumentException("At least one script.", nameof(scripts));
        answer = (call, number) => Play(call, scripts[Math.Min(number, scripts.Count - 1)]);
        this.time = time ?? TimeProvider.System;
        Limits = limits ?? new MsgBatchLimits();
    }

    /// <summary>Makes a backend of a delegate, for what no script says: answers that depend on who is asked for, or on what the test does
    /// meanwhile.</summary>
    /// <param name="answer">Given each call, on the thread that hands it over. It reports on the call, at once or later, on any thread.
    /// What it throws is the transport's exception (<see cref="IMsgBatchTransport.Send"/>).</param>
    /// <param name="limits">What it can take; no limits by default.</param>
    public ScriptedTransport(Action<MsgBatchCall> answer, MsgBatchLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(answer);
        this.answer = (call, _) => answer(call);
        time = TimeProvider.System;
        Limits = limits ?? new MsgBatchLimits();
    }

    /// <inheritdoc/>
    public MsgBatchLimits Limits { get; }

    /// <summary>The calls so far, in the order in which they came.</summary>
    public IReadOnlyList<AskedCall> Calls
    {
        get
        {
            lock (calls)
                return [.. calls];
        }
    }

    /// <summary>Who was asked for, over all calls; one who was tried again is there again.</summary>
    public IReadOnlyList<string> Identifiers => [.. Calls.SelectMany(static call => call.Identifiers)];

    /// <summary>Makes a backend of marble diagrams, one for each call; the last one serves all that follow.</summary>
    /// <param name="frame">How long a character takes.</param>
    /// <param name="time">The clock; give the client the same one.</param>
    /// <param name="diagrams">
    /// <c>-</c> a frame passes; <c>s</c> the call's next identifier is sent; <c>f</c> it fails (70107); <c>t</c> it fails for a passing
    /// reason (90994); <c>.</c> it is passed over; <c>( )</c> what stands between comes in one frame; <c>|</c> all that are left are sent;
    /// <c>#</c> the call is refused, too many calls (60007); <c>x</c> nobody knows of those that are left. Without the last three the
    /// others are never answered. Example: <c>"--s-(fs)-|"</c>.</param>
    /// <returns>The backend.</returns>
    /// <exception cref="FormatException">A diagram has another character; the message says which and where.</exception>
    public static ScriptedTransport FromMarbles(TimeSpan frame, TimeProvider time, params string[] diagrams)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(diagrams);
        return new ScriptedTransport([.. diagrams.Select(diagram => Marbles.Read(diagram, frame))], time);
    }

    /// <summary>Makes a backend that sends to everybody at once.</summary>
    /// <returns>The backend.</returns>
    public static ScriptedTransport SendsAll() => new([[CallStep.Answer(TimeSpan.Zero)]]);

    /// <summary>Makes a backend that never answers.</summary>
    /// <returns>The backend.</returns>
    public static ScriptedTransport NeverAnswers() => new([[]]);

    /// <summary>Completes as soon as so many calls were handed over and their steps are set on the clock, which may then be
    /// moved.</summary>
    /// <param name="count">How many, at least.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The calls.</returns>
    public async Task<IReadOnlyList<AskedCall>> WhenCallsAsync(int count, CancellationToken cancellationToken = default)
    {
        await waiters.WhenAsync(() => Volatile.Read(ref returned) >= count, cancellationToken).ConfigureAwait(false);
        return Calls;
    }

    /// <summary>Throws unless exactly these were asked for, over all calls, in any order.</summary>
    /// <param name="identifiers">Who.</param>
    /// <exception cref="ScriptException">Others were asked for, or one more often; the message says who.</exception>
    public void AssertAsked(params string[] identifiers)
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        var left = Identifiers.ToList();
        var missing = identifiers.Where(identifier => !left.Remove(identifier)).ToList();
        if (missing.Count + left.Count > 0)
        {
            throw new ScriptException($"Not asked for: {Names(missing)}. Asked for though not expected: {Names(left)}. "
                + $"The calls: {string.Join("; ", Calls)}.");
        }
    }

    /// <inheritdoc/>
    public void Send(MsgBatchCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        lock (calls)
            calls.Add(new AskedCall([.. call.Identifiers], call.Message, time.GetUtcNow(), call.IsRetry));
        try
        {
            answer(call, Interlocked.Increment(ref taken) - 1);
        }
        finally
        {
            Interlocked.Increment(ref returned);
            waiters.Look();
        }
    }

    private static string Names(List<string> identifiers) => identifiers.Count == 0 ? "nobody" : string.Join(' ', identifiers);

    // Steps of one time run in their order, for their timers fire in the order in which they were set. What is due at once is said here.
    private void Play(MsgBatchCall call, IReadOnlyList<CallStep> script)
    {
        foreach (var together in script.GroupBy(static step => step.After).OrderBy(static group => group.Key))
        {
            CallStep[] steps = [.. together];
            if (together.Key == TimeSpan.Zero)
                Say(call, steps);
            else
                Later(together.Key, () => Say(call, steps));
        }
    }

    private static void Say(MsgBatchCall call, CallStep[] steps)
    {
        foreach (var step in steps)
            step.Report(call);
    }

    private void Later(TimeSpan after, Action say)
    {
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                say();
                timer?.Dispose();
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(after, Timeout.InfiniteTimeSpan);
    }
}
