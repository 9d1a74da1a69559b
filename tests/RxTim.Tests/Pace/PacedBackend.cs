namespace RxTim.Tests;

/// <summary>A backend some way off, which counts what it takes when it comes there, and answers by chance.</summary>
internal sealed class PacedBackend(PacedPlan plan, VirtualTime time) : IMsgBatchTransport, IMessageWithdrawal
{
    private const string Key = "1_2_3";
    private const int Transient = TimErrorCodes.RestInternalError;

    private readonly Random random = new(plan.Seed);
    private int withdrawalsAsked;

    public MsgBatchLimits Limits { get; } = new();

    public CountedWindow Calls { get; } = new(TimeSpan.FromSeconds(1));

    public CountedWindow Recipients { get; } = new(TimeSpan.FromMinutes(1));

    /// <summary>How often it was asked to take a message back.</summary>
    public int WithdrawalsAsked => Volatile.Read(ref withdrawalsAsked);

    public async Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken)
    {
        Assert.Equal(Key, msgKey);
        await TravelAsync();
        // A call as any other, but to take a message back is to send none.
        Calls.Add(time, 1);
        Interlocked.Increment(ref withdrawalsAsked);
        var (isThrottled, pause, codes) = Draw(1);
        await TravelAsync();
        if (isThrottled || codes[0] == Transient)
        {
            throw new TimException(isThrottled ? TimErrorCodes.RestFrequencyLimit : Transient, "not now")
            {
                RetryAfter = isThrottled && pause > 0 ? TimeSpan.FromSeconds(pause) : null,
            };
        }
    }

    public void Send(MsgBatchCall call) => _ = AnswerAsync(call);

    private async Task AnswerAsync(MsgBatchCall call)
    {
        await TravelAsync();
        Calls.Add(time, 1);
        Recipients.Add(time, call.Identifiers.Count);
        var (isThrottled, pause, codes) = Draw(call.Identifiers.Count);
        await TravelAsync();
        if (isThrottled && pause > 0)
            call.PauseFor(TimeSpan.FromSeconds(pause));
        for (var i = 0; i < codes.Length && !isThrottled; i++)
            call.Answer(new MsgBatchSendResult(call.Identifiers[i], codes[i], "") { MsgKey = codes[i] == 0 ? Key : null });
        call.AnswerRemaining(TimErrorCodes.RestFrequencyLimit);
    }

    private async Task TravelAsync()
    {
        int milliseconds;
        lock (random)
            milliseconds = random.Next(plan.MostMilliseconds + 1);
        if (milliseconds > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time).ConfigureAwait(false);
    }

    private (bool IsThrottled, int Pause, int[] Codes) Draw(int count)
    {
        lock (random)
        {
            return (
                random.NextDouble() < plan.Throttled,
                random.Next(-20, 20),
                [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < plan.Failing ? Transient : random.Next(10) == 0 ? 70107 : 0)]);
        }
    }
}

/// <summary>Some sends at once, by one pace.</summary>
internal sealed record PacedPlan(
    int Seed, int Sends, int Identifiers, int PerCall, int Concurrent, int CallsPerSecond, int RecipientsPerMinute, int Attempts, double Failing,
    double Throttled, int MostMilliseconds, int MostHandOverMilliseconds)
{
    public static PacedPlan Of(int seed)
    {
        var random = new Random(seed);
        return new PacedPlan(
            seed,
            Sends: random.Next(1, 9),
            Identifiers: random.Next(0, 13),
            PerCall: random.Next(1, 8),
            Concurrent: random.Next(1, 5),
            CallsPerSecond: random.Next(1, 6),
            RecipientsPerMinute: random.Next(1, 5) * random.Next(3, 15),
            Attempts: random.Next(1, 4),
            Failing: random.Next(3) * 0.2,
            Throttled: random.Next(3) * 0.1,
            MostMilliseconds: random.Next(2) * random.Next(3_000),
            MostHandOverMilliseconds: random.Next(2) * random.Next(3_000));
    }
}
