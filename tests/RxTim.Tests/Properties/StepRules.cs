namespace RxTim.Tests;

/// <summary>S15, S16: what must hold of the steps of a send's interceptors, whatever they do. A rule that is broken is a fault.</summary>
internal sealed class StepRules(int interceptors, Action<string> fault)
{
    private readonly object gate = new();
    private readonly Dictionary<MsgBatchCall, Asked> calls = [];

    // By the interceptor's place: what it was delivered, and how often it was told of each ordinal's retry.
    private readonly HashSet<MsgBatchSendResult>[] delivered = ForEach<HashSet<MsgBatchSendResult>>(interceptors);
    private readonly Dictionary<long, int>[] retries = ForEach<Dictionary<long, int>>(interceptors);

    // By ordinal: how often it was handed over.
    private readonly Dictionary<long, int> attempts = [];
    private readonly HashSet<long> ordinalsDelivered = [];
    private readonly HashSet<long> ordinalsRefused = [];
    private readonly HashSet<long> ordinalsInDoubt = [];

    private int begun;
    private int ended;
    private int lastSent = -1;
    private bool isDelivering;
    private SendStart? start;

    /// <summary>Lets the send end early; null before it begins.</summary>
    public SendStart? Start
    {
        get
        {
            lock (gate)
                return start;
        }
    }

    /// <summary>Whether all that began were told of the end.</summary>
    public bool IsOver
    {
        get
        {
            lock (gate)
                return ended == begun;
        }
    }

    /// <summary>How an identifier may have got <see cref="InterceptorScript.RefusedCode"/>.</summary>
    public bool WasRefused(long ordinal) => Locked(() => ordinalsRefused.Contains(ordinal));

    /// <summary>How often an identifier was handed over.</summary>
    public int Attempts(long ordinal) => Locked(() => attempts.GetValueOrDefault(ordinal));

    /// <summary>Who was handed over.</summary>
    public IReadOnlyCollection<long> Attempted => Locked(() => attempts.Keys.ToArray());

    /// <summary>Whether an attempt of the identifier was told as unknown.</summary>
    public bool IsInDoubt(long ordinal) => Locked(() => ordinalsInDoubt.Contains(ordinal));

    public void Begin(int position, SendStart send) => Check("begin", position, () =>
    {
        start = send;
        return begun++ == position ? null : "out of order";
    });

    public void Ask(int position, MsgBatchCall call) => Check("hand over", position, () =>
    {
        if (position == 0 && !calls.TryAdd(call, new Asked(calls.Count)))
            return "asked twice";
        var asked = calls[call];
        if (asked.LetGo != position || asked.IsRefused || asked.IsSent)
            return $"asked although {asked}";
        return call.IsOver ? "asked about a call that is over" : null;
    });

    /// <summary>An interceptor's answer. Taken before it is given, for what follows may come at once.</summary>
    public void Decide(int position, MsgBatchCall call, bool refuses) => Check("decide", position, () =>
    {
        var asked = calls[call];
        asked.IsRefused |= refuses;
        asked.LetGo += refuses ? 0 : 1;
        for (var i = 0; refuses && !call.IsRetry && i < call.Identifiers.Count; i++)
            ordinalsRefused.Add(call.OrdinalOf(i));
        return asked.IsSent ? "decided after the call was sent" : null;
    });

    /// <summary>The transport gets a call.</summary>
    public void Send(MsgBatchCall call) => Check("send", -1, () =>
    {
        for (var i = 0; i < call.Identifiers.Count; i++)
        {
            var ordinal = call.OrdinalOf(i);
            var before = attempts.GetValueOrDefault(ordinal);
            attempts[ordinal] = before + 1;
            if (call.IsRetry != before > 0)
                return $"{call.Identifiers[i]} at {ordinal} goes out after {before} attempts as a retry: {call.IsRetry}";
            if (retries.Any(told => told.GetValueOrDefault(ordinal) < before))
                return $"{call.Identifiers[i]} at {ordinal} goes out again before all were told";
        }
        if (interceptors == 0)
            return null;
        if (!calls.TryGetValue(call, out var asked))
            return "nobody was asked";
        var order = lastSent;
        lastSent = asked.Number;
        var wrong = asked.LetGo != interceptors || asked.IsRefused || asked.IsSent || asked.Told > 0 || asked.Number <= order;
        asked.IsSent = true;
        return wrong ? $"sent after call {order} although {asked}" : null;
    });

    public void NotHandedOver(int position, MsgBatchCall call) => Check("not handed over", position, () =>
    {
        var asked = calls[call];
        if (asked.IsSent || asked.LetGo <= position || asked.Told != position)
            return $"told although {asked}";
        asked.Told++;
        return null;
    });

    public void BeginDelivery(int position, IReadOnlyList<MsgBatchSendResult> results) => Check("deliver", position, () =>
    {
        if (isDelivering)
            return "overlaps another";
        isDelivering = true;
        if (results.Count == 0)
            return "nothing";
        foreach (var result in results)
        {
            if (position == 0 && !ordinalsDelivered.Add(result.Ordinal))
                return $"{result} twice";
            if (position > 0 && !delivered[position - 1].Contains(result))
                return $"{result} before those in front";
        }
        return null;
    });

    public void Delivered(int position, IReadOnlyList<MsgBatchSendResult> results) => Check("delivered", position, () =>
    {
        delivered[position].UnionWith(results);
        return null;
    });

    public void EndDelivery() => Locked(() => isDelivering = false);

    /// <summary>The consumer has a result.</summary>
    public void Consume(MsgBatchSendResult result) => Check("consume", -1, () =>
        interceptors == 0 || delivered[^1].Contains(result) ? null : $"{result} before the interceptors had it");

    public void Retrying(int position, IReadOnlyList<MsgBatchSendResult> results) => Check("retry", position, () =>
    {
        foreach (var result in results)
        {
            var told = retries[position];
            told[result.Ordinal] = told.GetValueOrDefault(result.Ordinal) + 1;
            if (result.Outcome == SendOutcome.Unknown)
                ordinalsInDoubt.Add(result.Ordinal);
            if (result.IsSuccess || ordinalsDelivered.Contains(result.Ordinal))
                return $"{result} has its result";
        }
        return results.Count > 0 ? null : "nobody";
    });

    public void End(int position, SendEnd end) => Check("end", position, () =>
    {
        if (isDelivering || ended++ != position)
            return $"in a delivery, or out of order, as number {ended}";
        return end.IsCancelled && end.Error is not null ? "cancelled and failed" : null;
    });

    /// <summary>What must hold when all is over: each call either went out, or those that let it go were told.</summary>
    public void CheckEnd() => Check("all is over", -1, () =>
    {
        var left = calls.Values.FirstOrDefault(static asked => !asked.IsSent && asked.Told != asked.LetGo);
        return left is null ? null : $"nobody was told of {left}";
    });

    private void Check(string step, int position, Func<string?> check)
    {
        lock (gate)
        {
            if (ended > 0 && position >= 0 && step != "end")
                fault($"S16: {step} at {position} after the end");
            if (check() is { } broken)
                fault($"S15, S16: {step} at {position}: {broken}");
        }
    }

    private static T[] ForEach<T>(int count)
        where T : new() => [.. Enumerable.Range(0, count).Select(static _ => new T())];

    private T Locked<T>(Func<T> get)
    {
        lock (gate)
            return get();
    }

    private sealed record Asked(int Number)
    {
        public int LetGo { get; set; }

        public bool IsRefused { get; set; }

        public bool IsSent { get; set; }

        /// <summary>How many were told that it was not handed over.</summary>
        public int Told { get; set; }
    }
}
