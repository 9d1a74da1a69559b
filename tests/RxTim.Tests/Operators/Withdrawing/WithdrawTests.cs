using System.Reactive.Subjects;
using static RxTim.Tests.Taking;

namespace RxTim.Tests;

/// <summary>Messages are taken back as a stream: one result each, as it arrives.</summary>
public class WithdrawTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task S2_Each_who_has_the_message_is_asked_for_once_with_its_key_and_has_one_result(bool pushed)
    {
        var withdrawal = ScriptedWithdrawal.TakesAll();

        var results = await Sent(500).TakeAsync(pushed, withdrawal);

        Assert.Equal(Sent(500).Select(static sent => (sent.Identifier, 0, WithdrawOutcome.Withdrawn)), results.Outcomes());
        Assert.Equal(Sent(500).Select(static sent => (sent.Identifier, sent.MsgKey!)).Order(), withdrawal.Asked.Order());
        Assert.All(results, static result => Assert.Equal((1, $"{result.Ordinal}_2_3", true), (result.Attempts, result.MsgKey, result.IsSuccess)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Who_was_not_sent_to_is_left_out_and_who_may_have_it_is_unknown(bool pushed)
    {
        var withdrawal = ScriptedWithdrawal.TakesAll();
        MsgBatchSendResult[] sent =
        [
            MsgBatchSendResult.Failed("no", 70107),
            new MsgBatchSendResult("perhaps", 6012, "no answer", SendOutcome.Unknown) { Ordinal = 1 },
            new MsgBatchSendResult("yes", 0) { MsgKey = "1_2_3", Ordinal = 2 },
            new MsgBatchSendResult("unnamed", 0) { Ordinal = 3 },
        ];

        var results = await sent.TakeAsync(pushed, withdrawal);

        Assert.Equal(
            [
                ("perhaps", 6012, WithdrawOutcome.Unknown),
                ("yes", 0, WithdrawOutcome.Withdrawn),
                ("unnamed", TimErrorCodes.MsgKeyInvalid, WithdrawOutcome.Failed),
            ],
            results.Outcomes());
        Assert.Equal(["yes"], withdrawal.Names);
        Assert.Equal([0, 1, 0], results.OrderBy(static result => result.Ordinal).Select(static result => result.Attempts));
    }

    [Fact]
    public async Task The_key_is_made_of_the_message_where_the_backend_gave_none_and_a_message_that_cannot_be_read_has_none()
    {
        var withdrawal = ScriptedWithdrawal.TakesAll();
        var sent = MsgBatchSendResult.ParseArray(
            """
            [{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":"a",
              "msg_batch_send_result_msg":{"message_seq":1,"message_rand":2,"message_server_time":3}},
             {"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":"b","msg_batch_send_result_msg":{"message_seq":"x"}}]
            """);

        var results = await sent.TakeAsync(pushed: false, withdrawal);

        Assert.Equal([("a", "1_2_3")], withdrawal.Asked);
        Assert.Equal([0, TimErrorCodes.MsgKeyInvalid], results.Select(static result => result.Code).Order());
    }

    [Theory]
    [InlineData(20022, WithdrawOutcome.Failed)]
    [InlineData(20016, WithdrawOutcome.Failed)]
    [InlineData(6012, WithdrawOutcome.Unknown)]
    public async Task S5_A_failure_is_a_value_with_its_code_and_the_others_go_on(int code, WithdrawOutcome outcome)
    {
        var withdrawal = new ScriptedWithdrawal((identifier, _) =>
            identifier == "u1" ? Task.FromException(new TimException(code, "why")) : Task.CompletedTask);

        var results = await Sent(3).TakeAsync(pushed: false, withdrawal, new() { Retry = new() });

        Assert.Equal(
            [("u0", 0, WithdrawOutcome.Withdrawn), ("u1", code, outcome), ("u2", 0, WithdrawOutcome.Withdrawn)], results.Outcomes());
        Assert.Equal("why", results.Single(static result => result.Code != 0).Desc);
    }

    [Fact]
    public async Task What_a_withdrawal_throws_leaves_it_unknown_whether_the_message_is_taken_back()
    {
        var withdrawal = new ScriptedWithdrawal((identifier, _) =>
            identifier == "u0" ? throw new InvalidOperationException("oops") : Task.FromException(new TimException(0, "no code")));

        var results = await Sent(2).TakeAsync(pushed: false, withdrawal, new() { Retry = new() });

        Assert.Equal([("u0", 6012, WithdrawOutcome.Unknown), ("u1", 7012, WithdrawOutcome.Failed)], results.Outcomes());
        Assert.Contains("oops", results.Single(static result => result.Code == 6012).Desc);
    }

    [Fact]
    public async Task S5_A_code_that_holds_for_all_ends_the_stream_when_those_in_flight_have_their_results()
    {
        var gate = new TaskCompletionSource();
        var withdrawal = new ScriptedWithdrawal((identifier, _) => identifier switch
        {
            "u0" => gate.Task,
            _ => Task.FromException(new TimException(TimErrorCodes.UserSigExpired, "expired")),
        });
        var results = new List<WithdrawResult>();
        var running = CollectAsync();
        async Task CollectAsync()
        {
            var stream = Sent(1_000).ToAsyncEnumerable().Withdraw(withdrawal, new() { MaxConcurrentCalls = 2 });
            await foreach (var result in stream.WithCancellation(Cancellation))
                results.Add(result);
        }

        await withdrawal.AskedAsync(2);
        gate.SetResult();

        var error = await Assert.ThrowsAsync<TimException>(() => running.Soon());

        Assert.Equal((TimErrorCodes.UserSigExpired, 1), (error.Code, error.Answered));
        // u2 too, where it was asked for before the answer of u1 was known.
        Assert.Contains("u1", error.Refused);
        Assert.Equal(error.Refused.Count + 1, error.Attempted);
        Assert.Equal(["u0"], results.Select(static result => result.Identifier));
        Assert.InRange(withdrawal.Asked.Count, 2, 3);
    }

    [Fact]
    public async Task The_sources_error_comes_after_the_results_of_those_before_it()
    {
        static async IAsyncEnumerable<MsgBatchSendResult> Broken()
        {
            foreach (var sent in Sent(20))
                yield return sent;
            await Task.Yield();
            throw new TimException(7009, "the send was stopped");
        }

        var results = new List<WithdrawResult>();
        var error = await Assert.ThrowsAsync<TimException>(async () =>
        {
            await foreach (var result in Broken().Withdraw(ScriptedWithdrawal.TakesAll()).WithCancellation(Cancellation))
                results.Add(result);
        }).Soon();

        Assert.Equal(7009, error.Code);
        Assert.Equal(20, results.Count);
    }

    [Fact]
    public async Task S1_Each_enumeration_takes_back_once_more_and_none_asks_nobody()
    {
        var withdrawal = ScriptedWithdrawal.TakesAll();
        var stream = Sent(3).ToAsyncEnumerable().Withdraw(withdrawal);
        Assert.Empty(withdrawal.Asked);
        await stream.AllAsync().Soon();
        await stream.AllAsync().Soon();
        Assert.Equal(6, withdrawal.Asked.Count);
    }

    [Fact]
    public async Task S3_A_result_comes_while_the_send_still_runs()
    {
        var source = new Subject<MsgBatchSendResult>();
        var results = new Subject<WithdrawResult>();
        var first = new TaskCompletionSource<WithdrawResult>();
        results.Subscribe(result => first.TrySetResult(result));
        using var subscription = source.Withdraw(ScriptedWithdrawal.TakesAll()).Subscribe(results);
        // Subscribed before Subscribe returned, so that this is not missed.
        source.OnNext(Sent(1).Single());
        Assert.Equal("u0", (await first.Task.Soon()).Identifier);
    }

    [Fact]
    public async Task S8_No_more_are_pulled_than_can_be_asked_for_while_nobody_takes_the_results()
    {
        var pulled = 0;
        async IAsyncEnumerable<MsgBatchSendResult> Counted()
        {
            foreach (var sent in Sent(10_000))
            {
                Interlocked.Increment(ref pulled);
                yield return sent;
                await Task.Yield();
            }
        }

        await using var results = Counted().Withdraw(ScriptedWithdrawal.TakesAll(), new() { MaxConcurrentCalls = 4 }).GetAsyncEnumerator(Cancellation);
        for (var taken = 1; taken <= 100; taken++)
        {
            Assert.True(await results.MoveNextAsync().Soon());
            // One in each hand, one between, and one that is being pulled.
            Assert.InRange(Volatile.Read(ref pulled), taken, taken + 6);
        }
    }

    [Fact]
    public async Task S12_Nobody_to_take_back_from_completes_empty()
    {
        var withdrawal = ScriptedWithdrawal.TakesAll();
        Assert.Empty(await Sent(0).TakeAsync(pushed: false, withdrawal));
        Assert.Empty(await Sent(0).TakeAsync(pushed: true, withdrawal));
        Assert.Empty(withdrawal.Asked);
    }

    [Fact]
    public async Task Messages_can_be_named_by_their_keys()
    {
        var withdrawal = ScriptedWithdrawal.TakesAll();
        var results = await withdrawal.WithdrawAsync([("a", "1_2_3"), ("a", "4_5_6"), ("b", "1_2_3")]).AllAsync().Soon();
        Assert.Equal([("a", "1_2_3"), ("a", "4_5_6"), ("b", "1_2_3")], withdrawal.Asked.Order());
        Assert.Equal([0, 1, 2], results.Select(static result => result.Ordinal).Order());
    }

    [Fact]
    public async Task The_results_can_be_pushed_too_and_taken_for_results_of_a_send()
    {
        var pushed = Sent(2).ToAsyncEnumerable().Withdraw(ScriptedWithdrawal.Fails(1, 20022), new() { MaxConcurrentCalls = 1 }).Push();
        var results = new List<MsgBatchSendResult>();
        var ended = new TaskCompletionSource();
        pushed.Subscribe(result => results.Add(result.ToSendResult()), ended.SetException, ended.SetResult);
        await ended.Task.Soon();
        Assert.Equal([(0, 20022, SendOutcome.Failed), (1, 20022, SendOutcome.Failed)], results.Select(static r => ((int)r.Ordinal, r.Code, r.Outcome)));
        Assert.Equal(["0_2_3", "1_2_3"], results.Select(static result => result.MsgKey));
    }

    [Fact]
    public void Options_out_of_their_range_are_refused_with_their_names()
    {
        WithdrawOptions[] wrong =
        [
            new() { MaxConcurrentCalls = 0 },
            new() { ResultTimeout = TimeSpan.Zero },
            new() { DisposeTimeout = TimeSpan.FromDays(50) },
            new() { Retry = null! },
            new() { Retry = new() { MaxAttempts = 0 } },
            new() { TimeProvider = null! },
        ];
        string[] names = ["MaxConcurrentCalls", "ResultTimeout", "DisposeTimeout", "Retry", "MaxAttempts", "TimeProvider"];
        Assert.Equal(names, wrong.Select(static options => Assert.ThrowsAny<ArgumentException>(
            () => Sent(1).ToAsyncEnumerable().Withdraw(ScriptedWithdrawal.TakesAll(), options)).ParamName));
    }
}
