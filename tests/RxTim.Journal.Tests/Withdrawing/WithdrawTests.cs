using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace RxTim.Journal.Tests;

/// <summary>A journal's messages are taken back, and it knows from whom.</summary>
public sealed class WithdrawTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task Who_has_the_message_is_asked_for_by_its_key_and_who_failed_or_is_pending_is_left_out()
    {
        await using (var journal = await SentAsync(6))
        {
            var withdrawal = ScriptedWithdrawal.TakesAll();

            var results = await journal.TakeBackAsync(withdrawal);

            Assert.Equal([("u0", "1_2_3"), ("u2", "2_3_4"), ("u3", "2_3_4")], withdrawal.Asked.Order());
            Assert.Equal(new HashSet<long> { 0, 2, 3 }, results.Select(static result => result.Ordinal).ToHashSet());
            Assert.All(results, static result => Assert.True(result.IsSuccess));
            Assert.Equal(new JournalCounts(6, 3, 1, 0, 2, Withdrawn: 3), journal.Counts);
        }
        using var report = folder.Report();
        Assert.Equal(["u0", "u2", "u3"], report.Withdrawn());
        Assert.Equal((3, 0), (report.Counts.Withdrawn, report.Counts.ToWithdraw));
        Assert.Equal([null, "1_2_3", "2_3_4", "2_3_4"], report.Results().Select(static one => one.Result.MsgKey));
    }

    [Fact]
    public async Task A_second_run_does_only_the_rest()
    {
        await using var journal = await SentAsync(4);
        var first = new ScriptedWithdrawal(static (identifier, _) => identifier == "u2"
            ? Task.FromException(new TimException(TimErrorCodes.MessageNotFound, "gone"))
            : Task.CompletedTask);
        Assert.Equal(
            [("u0", WithdrawOutcome.Withdrawn), ("u2", WithdrawOutcome.Failed), ("u3", WithdrawOutcome.Withdrawn)],
            (await journal.TakeBackAsync(first)).Outcomes());
        Assert.Equal(1, journal.Counts.ToWithdraw);

        var second = ScriptedWithdrawal.TakesAll();
        Assert.Equal([("u2", WithdrawOutcome.Withdrawn)], (await journal.TakeBackAsync(second)).Outcomes());
        Assert.Equal(["u2"], second.Names);
        Assert.Empty(await journal.TakeBackAsync(second));
    }

    [Fact]
    public async Task A_stop_leaves_the_others_to_the_next_run()
    {
        await using var journal = await folder.CreateAsync(Ask.Names(50));
        await journal.AllAsync(Withdrawals.SendsAllWithKeys(), Sends.Calls(7)).Soon();
        using var stop = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var withdrawal = new ScriptedWithdrawal((_, _) => gate.Task);
        var running = journal.TakeBackAsync(withdrawal, new() { Withdraw = new() { MaxConcurrentCalls = 3, Stop = stop.Token } });
        await withdrawal.AskedAsync(3);
        stop.Cancel();
        gate.SetResult();

        Assert.Equal(3, (await running).Count);
        Assert.Equal(47, (await journal.TakeBackAsync(ScriptedWithdrawal.TakesAll())).Count);
        Assert.Equal(50, journal.Counts.Withdrawn);
    }

    [Fact]
    public async Task After_a_crash_only_those_are_asked_for_again_who_were_being_asked_for()
    {
        string crashed;
        await using (var journal = await folder.CreateAsync(Ask.Names(500)))
        {
            await journal.AllAsync(Withdrawals.SendsAllWithKeys(), Sends.Calls(50)).Soon();
            var seen = 0;
            crashed = "";
            await foreach (var _ in journal.WithdrawAsync(
                ScriptedWithdrawal.TakesAll(), new() { Withdraw = new() { MaxConcurrentCalls = 8 } }, TestContext.Current.CancellationToken))
            {
                if (++seen == 200)
                    crashed = folder.Crash();
            }
        }

        await using var again = await SendJournal.OpenAsync(crashed, TestContext.Current.CancellationToken).Soon();
        // Of each that was seen it is known; beyond that of those in the hands of the eight, and on their way.
        Assert.InRange(again.Counts.Withdrawn, 200, 220);
        var rest = again.Counts.ToWithdraw;
        Assert.Equal(rest, (await again.TakeBackAsync(ScriptedWithdrawal.TakesAll())).Count);
        Assert.Equal((500, 0), (again.Counts.Withdrawn, again.Counts.ToWithdraw));
    }

    [Fact]
    public async Task S15_It_is_on_the_disk_before_its_result_is_given_or_told_to_the_callers_own_step()
    {
        await using var journal = await folder.CreateAsync(Ask.Names(20));
        await journal.AllAsync(Withdrawals.SendsAllWithKeys()).Soon();
        var told = 0;
        var options = new JournalWithdrawOptions
        {
            Withdraw = new()
            {
                MaxConcurrentCalls = 1,
                BeforeDelivery = (_, _) =>
                {
                    Assert.Equal(++told, journal.Counts.Withdrawn);
                    return default;
                },
            },
        };
        Assert.Equal(20, (await journal.TakeBackAsync(ScriptedWithdrawal.TakesAll(), options)).Count);
        Assert.Equal(20, told);
    }

    [Fact]
    public async Task One_that_was_given_up_can_be_taken_back()
    {
        await using var journal = await SentAsync(4);
        await journal.AbandonAsync("wrong text", TestContext.Current.CancellationToken);

        Assert.Equal(3, (await journal.TakeBackAsync(ScriptedWithdrawal.TakesAll())).Count);

        using var report = folder.Report();
        Assert.Equal((JournalState.Finished, 3), (report.State, report.Counts.Withdrawn));
    }

    [Fact]
    public async Task While_a_send_or_another_withdrawal_runs_it_is_refused_and_so_is_a_send_meanwhile()
    {
        await using var journal = await SentAsync(6);
        var transport = ScriptedTransport.NeverAnswers();
        var sending = journal.AllAsync(transport);
        var call = await transport.TakesOneAsync().Soon();
        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.TakeBackAsync(ScriptedWithdrawal.TakesAll()));
        call.AnswerRemaining(0);
        await sending.Soon();

        var gate = new TaskCompletionSource();
        var withdrawal = new ScriptedWithdrawal((_, _) => gate.Task);
        var running = journal.TakeBackAsync(withdrawal);
        await withdrawal.AskedAsync(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.AllAsync(ScriptedTransport.SendsAll()).Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.TakeBackAsync(withdrawal));
        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.AbandonAsync("no", TestContext.Current.CancellationToken));
        gate.SetResult();
        await running;
    }

    [Fact]
    public async Task Pushed_it_is_the_same()
    {
        await using var journal = await SentAsync(4);
        var results = await journal.Withdraw(ScriptedWithdrawal.TakesAll()).ToList().ToTask(TestContext.Current.CancellationToken).Soon();
        Assert.Equal(3, results.Count);
    }

    [Fact]
    public async Task A_code_that_holds_for_all_ends_it_and_nobody_is_taken_for_withdrawn_from()
    {
        await using var journal = await SentAsync(4);
        var withdrawal = new ScriptedWithdrawal(static (_, _) => Task.FromException(new TimException(TimErrorCodes.UserSigExpired, "expired")));
        var error = await Assert.ThrowsAsync<TimException>(() => journal.TakeBackAsync(withdrawal));
        Assert.Equal((TimErrorCodes.UserSigExpired, 0), (error.Code, journal.Counts.Withdrawn));
        Assert.Equal(3, (await journal.TakeBackAsync(ScriptedWithdrawal.TakesAll())).Count);
    }

    [Fact]
    public async Task A_key_that_is_none_does_the_journal_no_harm()
    {
        string[] keys = ["\ud83d half a pair", "a zero \0 inside", "密钥 🔑"];
        var calls = 0;
        await using (var journal = await folder.CreateAsync("a", "b", "c"))
            await journal.AllAsync(new ScriptedTransport(call => call.AnswerRemaining(0, msgKey: keys[calls++])), Sends.Calls(1)).Soon();
        await using var again = await folder.OpenAsync();
        Assert.Equal(3, (await again.TakeBackAsync(ScriptedWithdrawal.TakesAll())).Count);
    }

    [Fact]
    public async Task Options_out_of_their_range_are_refused()
    {
        await using var journal = await folder.CreateAsync("a");
        var withdrawal = ScriptedWithdrawal.TakesAll();
        Assert.Throws<ArgumentNullException>("withdrawal", () => journal.WithdrawAsync(null!, null, TestContext.Current.CancellationToken));
        JournalWithdrawOptions[] wrong =
            [new() { Withdraw = null! }, new() { Withdraw = new() { MaxConcurrentCalls = 0 } }, new() { GracePeriod = TimeSpan.FromSeconds(-1) }];
        string[] names = ["Withdraw", "MaxConcurrentCalls", "GracePeriod"];
        Assert.Equal(names, wrong.Select(options => Assert.ThrowsAny<ArgumentException>(
            () => journal.WithdrawAsync(withdrawal, options, TestContext.Current.CancellationToken)).ParamName));
    }

    public void Dispose() => folder.Dispose();

    // Two calls of two; u1 has no account; those after u3 are pending.
    private async Task<SendJournal> SentAsync(int asked)
    {
        var journal = await folder.CreateAsync(Ask.Names(asked));
        using var stop = new CancellationTokenSource();
        var calls = 0;
        var transport = new ScriptedTransport(call =>
        {
            if (++calls == 2)
                stop.Cancel();
            if (call.Identifiers.Contains("u1"))
                call.Answer("u1", TimErrorCodes.AccountNotFound);
            call.AnswerRemaining(0, msgKey: Withdrawals.Key(calls));
        });
        await journal.AllAsync(transport, Sends.Calls(2) with { Stop = stop.Token }).Soon();
        return journal;
    }
}
