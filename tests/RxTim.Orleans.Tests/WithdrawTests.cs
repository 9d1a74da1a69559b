using Orleans.Storage;

namespace RxTim.Orleans.Tests;

/// <summary>Taking messages back from those who have them.</summary>
public sealed class WithdrawTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "progress", "before" }, { "progress", "after" }, { "progress", "conflict" }, { "send", "before" }, { "send", "after" }, { "send", "conflict" },
    };

    [Fact]
    public async Task The_message_is_taken_back_from_those_who_have_it_and_from_nobody_twice()
    {
        var backend = new HistoryBackend(static (backend, call) =>
        {
            if (call.OrdinalOf(0) == 0)
                call.AnswerRemaining(TimErrorCodes.InvalidIdentifier);
            else if (call.OrdinalOf(0) == 10 && backend.Keep(call))
                call.Lose("no answer");
            else
                backend.Deliver(call);
        });
        await using var silos = await StartAsync(backend);
        await silos.Sends.StartAsync("back", Ask.Hi, Ask.Streamed(Ask.Names(60)), cancellationToken: Reading.Token).Soon();
        await silos.Sends.WhenAsync("back", static progress => progress.State == ClusterSendState.Completed).Soon();

        var results = await silos.Sends.WithdrawAsync("back", Reading.Token).ToListAsync(Reading.Token).AsTask().Soon();
        var again = await silos.Sends.WithdrawAsync("back", Reading.Token).ToListAsync(Reading.Token).AsTask().Soon();

        // Two shards of 30: in each, the first call failed and the second is in doubt, and the history knows better.
        Assert.Equal(40, results.Count);
        Assert.All(results, static result => Assert.True(result.IsSuccess));
        Assert.Equal(results.Select(static result => result.Identifier).Order(), backend.Withdrawn.Order());
        Assert.Equal(results.Select(static result => $"u{result.Ordinal}"), results.Select(static result => result.Identifier));
        Assert.Empty(again);
        Assert.Equal(40, (await silos.Sends.ProgressAsync("back", Reading.Token))!.Withdrawn);
    }

    /// <param name="state">Which write fails, at its first time.</param>
    /// <param name="fault">Before it has written, after it, or because another one has written.</param>
    [Theory, MemberData(nameof(Faults))]
    public async Task A_write_that_fails_in_a_withdrawal_loses_no_result_and_no_count(string state, string fault)
    {
        var backend = new HistoryBackend();
        await using var silos = await StartAsync(backend);
        await CompletedAsync(silos, "faulty");
        var failed = 0;
        Task FailOnce(string stateName, string key) => stateName != state || Interlocked.Exchange(ref failed, 1) != 0
            ? Task.CompletedTask
            : Task.FromException(fault == "conflict" ? new InconsistentStateException("Another has written.") : new TimeoutException("away"));
        if (fault == "after")
            silos.Storage.AfterWrite = FailOnce;
        else
            silos.Storage.BeforeWrite = FailOnce;

        var results = await WithdrawAsync(silos, "faulty");
        var again = await WithdrawAsync(silos, "faulty");

        Assert.Equal(1, failed);
        Assert.Equal(Ask.Names(60), results.OrderBy(static result => result.Ordinal).Select(static result => result.Identifier));
        Assert.All(results, static result => Assert.True(result is { IsSuccess: true, MsgKey: not null, Attempts: > 0 }));
        Assert.Empty(again);
        Assert.Equal(60, (await silos.Sends.ProgressAsync("faulty", Reading.Token))!.Withdrawn);
        Assert.Equal(60, (await silos.Sends.ReadAllAsync("faulty").Soon()).Count);
    }

    [Fact]
    public async Task Who_the_history_does_not_tell_of_stops_nobody_else()
    {
        var backend = new HistoryBackend(static (backend, call) =>
        {
            if (!backend.Keep(call))
                return;
            if (call.OrdinalOf(0) == 10)
                call.Lose("no answer");
            else
                call.AnswerRemaining(0);
        })
        {
            HistoryFault = static identifier => identifier is "u2" or "u12" ? new TimException(TimErrorCodes.InvalidIdentifier, "no such user") : null,
        };
        await using var silos = await StartAsync(backend);
        await CompletedAsync(silos, "partly");

        var results = await WithdrawAsync(silos, "partly");
        backend.HistoryFault = null;
        var again = await WithdrawAsync(silos, "partly");

        var others = results.Where(static result => !result.IsSuccess).OrderBy(static result => result.Ordinal).ToList();
        Assert.Equal(60, results.Count);
        Assert.Equal(["u2", "u12"], others.Select(static result => result.Identifier));
        // The first one was sent to, and whether the other one was is not known.
        Assert.Equal([WithdrawOutcome.Failed, WithdrawOutcome.Unknown], others.Select(static result => result.Outcome));
        Assert.Equal(TimErrorCodes.InvalidIdentifier, others[0].Code);
        Assert.Equal(["u12", "u2"], again.Where(static result => result.IsSuccess).Select(static result => result.Identifier).Order());
        Assert.Equal(60, (await silos.Sends.ProgressAsync("partly", Reading.Token))!.Withdrawn);
    }

    [Fact]
    public async Task A_code_that_holds_for_everybody_stops_the_withdrawal_until_it_is_asked_for_again()
    {
        var backend = new HistoryBackend(static (backend, call) =>
        {
            if (backend.Keep(call))
                call.AnswerRemaining(0);
        })
        {
            HistoryFault = static _ => new TimException(TimErrorCodes.UserSigExpired, "UserSig expired"),
        };
        await using var silos = await StartAsync(backend);
        await CompletedAsync(silos, "stopped");

        var stopped = await Assert.ThrowsAsync<TimException>(() => WithdrawAsync(silos, "stopped"));
        backend.HistoryFault = null;

        Assert.Equal(TimErrorCodes.UserSigExpired, stopped.Code);
        Assert.Equal(60, (await WithdrawAsync(silos, "stopped")).Count(static result => result.IsSuccess));
    }

    [Fact]
    public async Task A_send_that_is_not_over_cannot_be_taken_back()
    {
        await using var silos = await StartAsync(new HistoryBackend(static (backend, call) => backend.Keep(call)));
        await silos.Sends.StartAsync("running", Ask.Hi, Ask.Streamed(Ask.Names(10)), cancellationToken: Reading.Token).Soon();

        await RefusedAsync(silos, "running", ClusterSendError.StillRunning);
        await RefusedAsync(silos, "none", ClusterSendError.NotFound);
    }

    [Fact]
    public async Task Silos_that_cannot_withdraw_say_so()
    {
        await using var silos = await TestSilos.StartAsync(new HistoryBackend());
        await silos.Sends.StartAsync("stuck", Ask.Hi, Ask.Streamed(Ask.Names(10)), cancellationToken: Reading.Token).Soon();
        await silos.Sends.WhenAsync("stuck", static progress => progress.State == ClusterSendState.Completed).Soon();

        await RefusedAsync(silos, "stuck", ClusterSendError.NotSupported);
    }

    private static async Task CompletedAsync(TestSilos silos, string name)
    {
        await silos.Sends.StartAsync(name, Ask.Hi, Ask.Streamed(Ask.Names(60)), cancellationToken: Reading.Token).Soon();
        await silos.Sends.WhenAsync(name, static progress => progress.State == ClusterSendState.Completed).Soon();
    }

    private static Task<List<WithdrawResult>> WithdrawAsync(TestSilos silos, string name) =>
        silos.Sends.WithdrawAsync(name, Reading.Token).ToListAsync(Reading.Token).AsTask().Soon();

    private static async Task RefusedAsync(TestSilos silos, string name, ClusterSendError error) => Assert.Equal(
        error,
        (await Assert.ThrowsAsync<ClusterSendException>(
            () => silos.Sends.WithdrawAsync(name, Reading.Token).ToListAsync(Reading.Token).AsTask().Soon())).Error);

    private static Task<TestSilos> StartAsync(HistoryBackend backend) => TestSilos.StartAsync(backend, configure: options =>
    {
        options.History = _ => backend;
        options.Withdrawal = _ => backend;
        options.IdentifiersPerShard = 30;
        options.Client = new TimClientOptions { IdentifiersPerCall = 10 };
    });
}
