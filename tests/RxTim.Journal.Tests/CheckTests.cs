namespace RxTim.Journal.Tests;

/// <summary>Those in doubt are looked up in the backend's history.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly JournalFolder folder = new();
    private readonly VirtualTime time = new();

    // The virtual clock begins in the year 1, before which nobody can look.
    public CheckTests() => time.Advance(TimeSpan.FromDays(700_000));

    [Fact]
    public async Task Who_has_the_message_is_sent_and_who_has_not_is_sent_to()
    {
        await using var journal = await LeftAsync();
        var history = new History("b");
        var transport = ScriptedTransport.SendsAll();

        var results = await journal.AllAsync(transport, Checking(history)).Soon();

        Assert.Equal([("a", 0), ("b", 0), ("c", 0)], results.Codes());
        Assert.Equal(["a", "c"], transport.Calls.Identifiers());
        Assert.Equal(["a", "b"], history.Asked.Order());
        Assert.Equal(((uint)journal.Message.Rand!, (uint)journal.Message.Seq!), history.Stamp);
        Assert.True(journal.Counts.IsFinished);
    }

    [Fact]
    public async Task It_begins_a_grace_period_after_the_last_hand_over()
    {
        await using var journal = await LeftAsync();
        var history = new History("a", "b");
        time.Advance(TimeSpan.FromSeconds(4));
        var transport = ScriptedTransport.SendsAll();
        var running = journal.AllAsync(transport, Checking(history) with { GracePeriod = TimeSpan.FromSeconds(10) });

        // The grace period's timer, and that of the call to who is pending, which stays set while more may come.
        await transport.TakesOneAsync().Soon();
        await time.TimersArmedAsync(2).Soon();
        time.Advance(TimeSpan.FromSeconds(5.9));
        Assert.Empty(history.Asked);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(3, (await running.Soon()).Count);
    }

    [Fact]
    public async Task It_looks_from_before_the_first_hand_over_until_after_the_last_answer_was_due()
    {
        var before = time.GetUtcNow();
        await using var journal = await LeftAsync();
        var history = new History();
        await journal.AllAsync(ScriptedTransport.SendsAll(), Checking(history)).Soon();
        Assert.True(history.From < before && history.To > before + new TimClientOptions().ResultTimeout);
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_now_is_asked_again()
    {
        await using var journal = await LeftAsync();
        var history = new History("a", "b") { Failures = 2, Code = TimErrorCodes.RestFrequencyLimit };
        var running = journal.AllAsync(ScriptedTransport.SendsAll(), Checking(history));
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.Equal(3, (await running.Soon()).Count);
    }

    [Fact]
    public async Task A_history_that_is_refused_leaves_them_in_doubt_and_is_told_after_those_who_are_pending()
    {
        await using var journal = await LeftAsync();
        var history = new History { Failures = int.MaxValue, Code = TimErrorCodes.UserSigExpired };
        var transport = ScriptedTransport.SendsAll();

        var error = await Assert.ThrowsAsync<TimException>(() => journal.AllAsync(transport, Checking(history)).Soon());

        Assert.Equal(TimErrorCodes.UserSigExpired, error.Code);
        Assert.Equal((2, 1), (journal.Counts.InDoubt, journal.Counts.Sent));
        Assert.Equal(["c"], Assert.Single(transport.Calls).Identifiers);
    }

    [Fact]
    public async Task Those_who_are_pending_are_sent_to_while_the_grace_period_lasts()
    {
        await using var journal = await LeftAsync();
        var history = new History("a", "b");
        var transport = ScriptedTransport.SendsAll();
        var running = journal.AllAsync(transport, Checking(history) with { GracePeriod = TimeSpan.FromHours(1) });

        Assert.Equal(["c"], (await transport.TakesOneAsync().Soon()).Identifiers);
        Assert.Empty(history.Asked);
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(3, (await running.Soon()).Count);
    }

    [Fact]
    public async Task S19_Each_look_up_waits_for_a_permit_of_the_limiter()
    {
        await using var journal = await LeftAsync();
        var history = new History("a", "b");
        using var limiter = Pace.CallsPerSecond(1, time);
        var options = Checking(history);
        var running = journal.AllAsync(ScriptedTransport.SendsAll(), options with { Client = options.Client with { CallLimiter = limiter } });

        // One permit a second, for two look-ups and a call.
        var began = time.GetTimestamp();
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        Assert.Equal(3, (await running.Soon()).Count);
        Assert.True(time.GetElapsedTime(began) >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task One_whom_the_history_does_not_know_how_to_look_up_stays_in_doubt_and_the_others_go_on()
    {
        await using var journal = await LeftAsync();
        var history = new History("b") { Unspeakable = "a" };
        var transport = ScriptedTransport.SendsAll();

        var results = await journal.AllAsync(transport, Checking(history)).Soon();

        Assert.Equal([("a", 6012), ("b", 0), ("c", 0)], results.Codes());
        Assert.Equal(["c"], transport.Calls.Identifiers());
        Assert.Equal(1, journal.Counts.InDoubt);
    }

    [Fact]
    public async Task Without_a_history_or_for_a_message_that_is_in_none_it_is_refused()
    {
        await using var journal = await folder.CreateAsync("a");
        Assert.Throws<ArgumentNullException>(
            () => journal.SendAsync(ScriptedTransport.SendsAll(), new() { InDoubt = InDoubtPolicy.Check }, TestContext.Current.CancellationToken));

        var online = MsgBatchSendParam.Create(Ask.Hi with { IsOnlineMsg = true }, "a");
        await using var other = await SendJournal.CreateAsync(folder.PathOf("online"), online, TestContext.Current.CancellationToken).Soon();
        Assert.Throws<ArgumentException>(
            () => other.SendAsync(ScriptedTransport.SendsAll(), Checking(new History()), TestContext.Current.CancellationToken));
    }

    public void Dispose() => folder.Dispose();

    // a and b in flight, c pending.
    private async Task<SendJournal> LeftAsync()
    {
        var journal = await folder.CreateAsync("a", "b", "c");
        await journal.LeaveAsync(ScriptedTransport.NeverAnswers(), calls: 1, new()
        {
            Client = new TimClientOptions { IdentifiersPerCall = 2, MaxConcurrentCalls = 1, TimeProvider = time },
        });
        return journal;
    }

    private JournalSendOptions Checking(IMessageHistory history) => new()
    {
        Client = new TimClientOptions { TimeProvider = time, Linger = TimeSpan.Zero },
        InDoubt = InDoubtPolicy.Check,
        History = history,
        GracePeriod = TimeSpan.Zero,
    };

    private sealed class History(params string[] having) : IMessageHistory
    {
        private readonly List<string> asked = [];
        private int failed;

        public int Failures { get; init; }

        public int Code { get; init; }

        public string? Unspeakable { get; init; }

        public (uint, uint) Stamp { get; private set; }

        public DateTimeOffset From { get; private set; }

        public DateTimeOffset To { get; private set; }

        public IReadOnlyList<string> Asked
        {
            get
            {
                lock (asked)
                    return [.. asked];
            }
        }

        public Task<bool> ContainsAsync(
            string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
        {
            lock (asked)
            {
                if (failed++ < Failures)
                    return Task.FromException<bool>(new TimException(Code, "not now"));
                if (identifier == Unspeakable)
                    return Task.FromException<bool>(new TimException(TimErrorCodes.ToAccountInvalid, "no such name"));
                asked.Add(identifier);
                (Stamp, From, To) = ((random, sequence), from, to);
                return Task.FromResult(having.Contains(identifier));
            }
        }
    }
}
