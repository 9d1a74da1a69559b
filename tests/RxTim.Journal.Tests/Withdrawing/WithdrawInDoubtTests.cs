using System.Collections.Concurrent;

namespace RxTim.Journal.Tests;

/// <summary>Those of whom the journal does not know what they have are looked up, and then the message is taken back.</summary>
public sealed class WithdrawInDoubtTests : IDisposable
{
    private readonly JournalFolder folder = new();
    private readonly VirtualTime time = new();

    // The virtual clock begins in the year 1, before which nobody can look.
    public WithdrawInDoubtTests() => time.Advance(TimeSpan.FromDays(700_000));

    [Fact]
    public async Task Who_is_in_doubt_is_asked_for_if_the_history_has_the_message_and_else_is_left_out_for_good()
    {
        await using (var journal = await LeftAsync())
        {
            var history = new KeptMessages(("a", ["7_8_9"]));
            var withdrawal = ScriptedWithdrawal.TakesAll();

            var results = await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(history, time));

            Assert.Equal([("a", WithdrawOutcome.Withdrawn)], results.Outcomes());
            Assert.Equal([("a", "7_8_9")], withdrawal.Asked);
            Assert.Equal(["a", "b"], history.Asked.Order());
            Assert.Equal(new JournalCounts(3, 1, 0, 1, 1, Withdrawn: 1, Missing: 1), journal.Counts);
            Assert.Empty(await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(history, time)));
            Assert.Equal(2, history.Asked.Count);
        }
        await using var again = await folder.OpenAsync();
        Assert.Equal(new JournalCounts(3, 1, 0, 1, 1, Withdrawn: 1, Missing: 1), again.Counts);
        using var report = folder.Report();
        Assert.Equal(("a", "b"), (Assert.Single(report.Withdrawn()), Assert.Single(report.InDoubt()).Identifier));
    }

    [Fact]
    public async Task Without_a_history_it_stays_unknown_and_nobody_is_asked_for()
    {
        await using var journal = await LeftAsync();
        var withdrawal = ScriptedWithdrawal.TakesAll();
        var results = await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(null, time));
        Assert.Equal([("a", WithdrawOutcome.Unknown), ("b", WithdrawOutcome.Unknown)], results.Outcomes());
        Assert.Equal([0, 1], results.Select(static result => result.Ordinal).Order());
        Assert.Empty(withdrawal.Asked);
        Assert.Equal(2, journal.Counts.ToWithdraw);
    }

    [Fact]
    public async Task Who_was_sent_to_again_has_all_his_messages_taken_back()
    {
        await using var journal = await LeftAsync();
        var resending = new JournalSendOptions { InDoubt = InDoubtPolicy.Resend, Client = new() { TimeProvider = time, Linger = TimeSpan.Zero } };
        await journal.AllAsync(Withdrawals.SendsAllWithKeys(), resending).Soon();
        Assert.Equal(3, journal.Counts.Sent);
        var withdrawal = ScriptedWithdrawal.TakesAll();
        var history = new KeptMessages(("a", ["1_2_3", "1_2_2"]), ("b", ["1_2_3"]));

        var results = await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(history, time));

        Assert.Equal(["a", "b", "c"], results.Select(static result => result.Identifier).Order());
        Assert.Equal([("a", "1_2_2"), ("a", "1_2_3"), ("b", "1_2_3"), ("c", "1_2_3")], withdrawal.Asked.Order());
        Assert.Equal(["a", "b"], history.Asked.Order());
        Assert.Equal(3, journal.Counts.Withdrawn);
    }

    [Fact]
    public async Task Where_one_of_several_messages_is_refused_he_is_not_taken_for_withdrawn_from()
    {
        await using var journal = await LeftAsync();
        var history = new KeptMessages(("a", ["1_2_3", "1_2_2"]));
        var refused = 0;
        var withdrawal = new KeyedWithdrawal(key => key == "1_2_3" && ++refused == 1 ? TimErrorCodes.RestInternalError : 0);

        Assert.Equal([("a", WithdrawOutcome.Failed)], (await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(history, time))).Outcomes());
        Assert.Equal(0, journal.Counts.Withdrawn);
        Assert.Equal([("a", WithdrawOutcome.Withdrawn)], (await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(history, time))).Outcomes());
    }

    [Fact]
    public async Task Whose_message_has_no_key_is_looked_up_too_and_fails_without_a_history()
    {
        await using var journal = await folder.CreateAsync("a", "b");
        await journal.AllAsync(ScriptedTransport.SendsAll(), new() { Client = new() { TimeProvider = time, Linger = TimeSpan.Zero } }).Soon();
        var withdrawal = ScriptedWithdrawal.TakesAll();

        var unnamed = await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(null, time));
        Assert.All(unnamed, static result => Assert.Equal((TimErrorCodes.MsgKeyInvalid, WithdrawOutcome.Failed), (result.Code, result.Outcome)));
        Assert.Empty(withdrawal.Asked);

        Assert.Equal(2, (await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(new KeptMessages(("a", ["1_1_1"]), ("b", ["2_2_2"])), time))).Count);
        Assert.Equal([("a", "1_1_1"), ("b", "2_2_2")], withdrawal.Asked.Order());
    }

    [Fact]
    public async Task Who_has_no_message_of_the_name_in_the_answer_is_looked_up_after_the_others()
    {
        await using var journal = await folder.CreateAsync("d", "e", "f");
        await journal.AllAsync(Withdrawals.SendsAllWithKeys(), new() { Client = new() { TimeProvider = time, Linger = TimeSpan.Zero } }).Soon();
        var history = new KeptMessages(("d", ["1_2_2"]), ("e", ["1_2_2", "1_2_1"]));
        var asked = new ConcurrentBag<string>();
        var withdrawal = new KeyedWithdrawal(key =>
        {
            asked.Add(key);
            return key == "1_2_3" ? TimErrorCodes.MessageNotFound : 0;
        });

        var results = await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(history, time));

        Assert.Equal([("d", WithdrawOutcome.Withdrawn), ("e", WithdrawOutcome.Withdrawn), ("f", WithdrawOutcome.Failed)], results.Outcomes());
        Assert.Equal(TimErrorCodes.MessageNotFound, results.Single(static result => result.Identifier == "f").Code);
        Assert.Equal(["d", "e", "f"], history.Asked.Order());
        Assert.Equal(["1_2_1", "1_2_2", "1_2_2", "1_2_3", "1_2_3", "1_2_3"], asked.Order());
        Assert.Equal(2, journal.Counts.Withdrawn);
    }

    [Fact]
    public async Task However_many_have_no_message_of_the_name_each_is_asked_for_and_looked_up_once_and_has_a_result()
    {
        await using var journal = await folder.CreateAsync(Ask.Names(1_100));
        await journal.AllAsync(Withdrawals.SendsAllWithKeys(), new() { Client = new() { TimeProvider = time, Linger = TimeSpan.Zero } }).Soon();
        var history = new KeptMessages();
        var asks = 0;
        var withdrawal = new KeyedWithdrawal(_ =>
        {
            Interlocked.Increment(ref asks);
            return TimErrorCodes.MessageNotFound;
        });

        var results = await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(history, time));

        Assert.Equal(Enumerable.Range(0, 1_100).Select(static i => (long)i), results.Select(static result => result.Ordinal).Order());
        Assert.All(results, static result => Assert.Equal(TimErrorCodes.MessageNotFound, result.Code));
        Assert.Equal((1_100, 1_100), (asks, history.Asked.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_has_no_message_of_the_name_has_that_as_his_result_where_all_of_it_stops_before_he_is_looked_up(bool isFatal)
    {
        await using var journal = await folder.CreateAsync("d", "e");
        await journal.AllAsync(Withdrawals.SendsAllWithKeys(), new() { Client = new() { TimeProvider = time, Linger = TimeSpan.Zero } }).Soon();
        using var stop = new CancellationTokenSource();
        var options = Withdrawals.LookedUpIn(new KeptMessages(("d", ["1_2_2"])), time);
        options = options with { Withdraw = options.Withdraw with { MaxConcurrentCalls = 1, Stop = stop.Token } };
        var asks = 0;
        var withdrawal = new KeyedWithdrawal(_ =>
        {
            if (++asks == 1)
                return TimErrorCodes.MessageNotFound;
            if (!isFatal)
                stop.Cancel();
            return isFatal ? TimErrorCodes.UserSigExpired : 0;
        });
        var results = new List<WithdrawResult>();

        var ended = await Record.ExceptionAsync(() => TakeAsync(journal, withdrawal, options, results));

        Assert.Equal(isFatal, ended is TimException { Code: TimErrorCodes.UserSigExpired });
        Assert.Contains(("d", WithdrawOutcome.Failed), results.Outcomes());
        Assert.Equal(isFatal ? 1 : 2, results.Count);
    }

    [Fact]
    public async Task Who_was_sent_to_again_and_has_one_message_only_is_not_failed_for_the_name_of_the_other()
    {
        await using var journal = await LeftAsync();
        var resending = new JournalSendOptions { InDoubt = InDoubtPolicy.Resend, Client = new() { TimeProvider = time, Linger = TimeSpan.Zero } };
        await journal.AllAsync(Withdrawals.SendsAllWithKeys(), resending).Soon();
        var withdrawal = new KeyedWithdrawal(static key => key == "1_2_3" ? TimErrorCodes.MessageNotFound : 0);

        var results = await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(new KeptMessages(("a", ["1_2_2"])), time));

        Assert.Equal([("a", WithdrawOutcome.Withdrawn), ("b", WithdrawOutcome.Failed), ("c", WithdrawOutcome.Failed)], results.Outcomes());
    }

    [Fact]
    public async Task The_look_up_begins_a_grace_period_after_the_last_hand_over_and_the_others_are_taken_back_meanwhile()
    {
        await using var journal = await LeftAsync();
        await journal.AllAsync(Withdrawals.SendsAllWithKeys(), new() { Client = new() { TimeProvider = time, Linger = TimeSpan.Zero } }).Soon();
        var history = new KeptMessages(("a", ["7_8_9"]), ("b", ["7_8_9"]));
        var withdrawal = ScriptedWithdrawal.TakesAll();
        var running = journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(history, time) with { GracePeriod = TimeSpan.FromSeconds(10) });

        await withdrawal.AskedAsync(1);
        await time.TimersArmedAsync(1).Soon();
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(history.Asked);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(3, (await running).Count);
        Assert.Equal("c", withdrawal.Names.First());
    }

    [Fact]
    public async Task One_whom_the_history_does_not_tell_of_stays_unknown_and_the_others_go_on()
    {
        await using var journal = await LeftAsync();
        var history = new KeptMessages(("b", ["1_2_3"])) { Failing = ("a", TimErrorCodes.ToAccountInvalid) };
        var withdrawal = ScriptedWithdrawal.TakesAll();
        var results = await journal.TakeBackAsync(withdrawal, Withdrawals.LookedUpIn(history, time));
        Assert.Equal([("a", WithdrawOutcome.Unknown), ("b", WithdrawOutcome.Withdrawn)], results.Outcomes());
        Assert.Contains("not this one", results.Single(static result => result.Identifier == "a").Desc, StringComparison.Ordinal);
        Assert.Equal(["b"], withdrawal.Names);
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_ends_it_after_those_whose_message_is_known()
    {
        await using var journal = await LeftAsync();
        await journal.AllAsync(Withdrawals.SendsAllWithKeys(), new() { Client = new() { TimeProvider = time, Linger = TimeSpan.Zero } }).Soon();
        var history = new KeptMessages { Failing = ("a", TimErrorCodes.UserSigExpired) };
        var error = await Assert.ThrowsAsync<TimException>(
            () => journal.TakeBackAsync(ScriptedWithdrawal.TakesAll(), Withdrawals.LookedUpIn(history, time)));
        Assert.Equal((TimErrorCodes.UserSigExpired, 1), (error.Code, journal.Counts.Withdrawn));
    }

    [Fact]
    public async Task Who_had_nothing_and_is_sent_to_again_is_asked_for_again()
    {
        await using var journal = await LeftAsync();
        Assert.Empty(await journal.TakeBackAsync(ScriptedWithdrawal.TakesAll(), Withdrawals.LookedUpIn(new KeptMessages(), time)));
        Assert.Equal(new JournalCounts(3, 0, 0, 2, 1, Missing: 2), journal.Counts);

        var resending = new JournalSendOptions { InDoubt = InDoubtPolicy.Resend, Client = new() { TimeProvider = time, Linger = TimeSpan.Zero } };
        await journal.AllAsync(Withdrawals.SendsAllWithKeys(), resending).Soon();
        Assert.Equal(3, (await journal.TakeBackAsync(ScriptedWithdrawal.TakesAll(), Withdrawals.LookedUpIn(new KeptMessages(), time))).Count);
        Assert.Equal(new JournalCounts(3, 3, 0, 0, 0, Withdrawn: 3), journal.Counts);
    }

    [Fact]
    public async Task Whose_message_was_taken_back_is_not_sent_to_again()
    {
        await using var journal = await LeftAsync();
        await journal.TakeBackAsync(ScriptedWithdrawal.TakesAll(), Withdrawals.LookedUpIn(new KeptMessages(("a", ["7_8_9"])), time));
        var transport = ScriptedTransport.SendsAll();
        await journal.AllAsync(transport, new() { InDoubt = InDoubtPolicy.Resend, Client = new() { TimeProvider = time, Linger = TimeSpan.Zero } }).Soon();
        Assert.Equal(["b", "c"], transport.Calls.Identifiers());
    }

    public void Dispose() => folder.Dispose();

    private static async Task TakeAsync(
        SendJournal journal, IMessageWithdrawal withdrawal, JournalWithdrawOptions options, List<WithdrawResult> results)
    {
        await foreach (var result in journal.WithdrawAsync(withdrawal, options, TestContext.Current.CancellationToken))
            results.Add(result);
    }

    // a and b in doubt, c pending.
    private async Task<SendJournal> LeftAsync()
    {
        var journal = await folder.CreateAsync("a", "b", "c");
        await journal.LeaveAsync(ScriptedTransport.NeverAnswers(), calls: 1, new()
        {
            Client = new TimClientOptions { IdentifiersPerCall = 2, MaxConcurrentCalls = 1, TimeProvider = time },
        });
        return journal;
    }

    private sealed class KeyedWithdrawal(Func<string, int> codeOf) : IMessageWithdrawal
    {
        public Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken) =>
            codeOf(msgKey) is not 0 and var code ? Task.FromException(new TimException(code, "no")) : Task.CompletedTask;
    }
}
