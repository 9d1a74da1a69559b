namespace RxTim.Orleans.Tests;

/// <summary>S6 and S18 over a cluster: who is in doubt, while a shard runs and when its silo falls.</summary>
public sealed class DoubtTests
{
    private static readonly string[] Names = Ask.Names(60);

    [Theory]
    [InlineData(InDoubtPolicy.Report)]
    [InlineData(InDoubtPolicy.Check)]
    [InlineData(InDoubtPolicy.Resend)]
    public async Task S6_A_broken_connection_leaves_a_doubt_that_the_policy_settles(InDoubtPolicy policy)
    {
        // One call in three arrives without an answer, one in three breaks before it arrives.
        var backend = new HistoryBackend(static (backend, call) =>
        {
            var kind = backend.Calls > 6 ? 0 : backend.Calls % 3;
            if (kind == 0)
                backend.Deliver(call);
            else if (kind == 1 && backend.Keep(call))
                call.Lose("the connection broke", TimErrorCodes.ReplyNoNetwork);
            else if (kind == 2 && call.TryLeave())
                call.Lose("the connection broke", TimErrorCodes.ReplyNoNetwork);
        });
        await using var silos = await StartAsync(backend);
        var results = await SendAsync(silos, policy);

        Assert.Equal(Names.Order(), results.Select(static result => result.Identifier).Order());
        var had = Names.Select(name => backend.Messages.GetValueOrDefault(name)).ToArray();
        if (policy == InDoubtPolicy.Report)
        {
            Assert.All(had, static count => Assert.InRange(count, 0, 1));
            Assert.All(results, result => Assert.True(result.Outcome == SendOutcome.Unknown || backend.Messages[result.Identifier] == 1));
            Assert.Equal(40, results.Count(static result => result.Outcome == SendOutcome.Unknown));
        }
        else
        {
            Assert.All(results, static result => Assert.Equal(SendOutcome.Sent, result.Outcome));
            Assert.All(had, count => Assert.InRange(count, 1, policy == InDoubtPolicy.Check ? 1 : 2));
        }
    }

    [Theory]
    [InlineData(InDoubtPolicy.Report)]
    [InlineData(InDoubtPolicy.Check)]
    [InlineData(InDoubtPolicy.Resend)]
    public async Task A_silo_that_falls_leaves_its_shards_to_the_others(InDoubtPolicy policy)
    {
        var taken = new Signal();
        var answers = 0;
        // While the first silo lives, most calls arrive and are never answered.
        var backend = new HistoryBackend((backend, call) =>
        {
            if (Volatile.Read(ref answers) > 0 || backend.Calls % 3 == 0)
                backend.Deliver(call);
            else if (backend.Calls % 3 == 1)
                backend.Keep(call);
            taken.Changed();
        });
        await using var silos = await TestSilos.StartAsync(backend, silos: 2, options =>
        {
            options.IdentifiersPerShard = 10;
            options.History = _ => backend;
            options.Client = new TimClientOptions { ResultTimeout = TimeSpan.FromSeconds(5) };
        });
        var options = new ClusterSendOptions { InDoubt = policy, GracePeriod = TimeSpan.Zero };
        await silos.Sends.StartAsync("fall", Ask.Hi, Ask.Streamed(Names), options, Reading.Token).Soon();
        await taken.WhenAsync(() => backend.Calls >= 6).Soon();
        Interlocked.Increment(ref answers);
        await silos.Cluster.KillSiloAsync(silos.Cluster.Silos[1], Reading.Token);

        var results = (await silos.Sends.ReadAllAsync("fall").Soon()).Select(static result => result.Result).ToList();

        Assert.Equal(Names.Order(), results.Select(static result => result.Identifier).Order());
        Assert.All(results.Where(static result => result.IsSuccess), result => Assert.True(backend.Messages.ContainsKey(result.Identifier)));
        if (policy != InDoubtPolicy.Resend)
            Assert.All(backend.Messages, static had => Assert.Equal(1, had.Value));
        if (policy != InDoubtPolicy.Report)
            Assert.All(results, static result => Assert.True(result.IsSuccess));
    }

    [Fact]
    public async Task A_backend_that_refuses_connections_for_a_while_costs_time_and_no_result()
    {
        var backend = new HistoryBackend(static (backend, call) =>
        {
            if (backend.Calls <= 12)
                call.Refuse(TimErrorCodes.ConnectRefused, "the server refused the connection");
            else
                backend.Deliver(call);
        });
        await using var silos = await StartAsync(backend);

        Assert.All(await SendAsync(silos, InDoubtPolicy.Report), static result => Assert.True(result.IsSuccess));
        Assert.All(backend.Messages, static had => Assert.Equal(1, had.Value));
    }

    [Fact]
    public async Task A_send_whose_backend_is_away_says_so_until_it_is_back()
    {
        var isThere = false;
        var backend = new HistoryBackend((backend, call) =>
        {
            if (Volatile.Read(ref isThere))
                backend.Deliver(call);
            else
                call.Refuse(TimErrorCodes.ConnectRefused, "the server refused the connection");
        });
        await using var silos = await StartAsync(backend);
        await silos.Sends.StartAsync("away", Ask.Hi, Ask.Streamed(Names), cancellationToken: Reading.Token).Soon();

        var away = await silos.Sends.WhenAsync("away", static progress => progress.Reason is not null).Soon();
        Assert.Equal(ClusterSendState.Running, away.State);
        Assert.StartsWith($"{TimErrorCodes.ConnectRefused}: ", away.Reason, StringComparison.Ordinal);
        Volatile.Write(ref isThere, true);

        Assert.All(await silos.Sends.ReadAllAsync("away").Soon(), static result => Assert.True(result.Result.IsSuccess));
        Assert.Null((await silos.Sends.ProgressAsync("away", Reading.Token))!.Reason);
    }

    [Theory]
    [InlineData(InDoubtPolicy.Check)]
    [InlineData(InDoubtPolicy.Resend)]
    public async Task Who_is_in_doubt_while_the_backend_is_away_for_minutes_is_settled_when_it_is_back(InDoubtPolicy policy)
    {
        // The first call arrives, and its connection breaks. Then no connection is taken, for many more rounds than one may be in doubt.
        var backend = new HistoryBackend(static (backend, call) =>
        {
            if (backend.Calls == 1 && backend.Keep(call))
                call.Lose("the connection broke", TimErrorCodes.ReplyNoNetwork);
            else if (backend.Calls <= 150)
                call.Refuse(TimErrorCodes.ConnectRefused, "the server refused the connection");
            else
                backend.Deliver(call);
        });
        await using var silos = await TestSilos.StartAsync(backend, configure: options =>
        {
            options.History = _ => backend;
            options.IdentifiersPerShard = 30;
            options.Client = new TimClientOptions { IdentifiersPerCall = 10, MaxConcurrentCalls = 1, TimeProvider = new HurriedTime(50) };
        });

        var results = await SendAsync(silos, policy);

        Assert.Equal(Names.Order(), results.Select(static result => result.Identifier).Order());
        Assert.All(results, static result => Assert.Equal(SendOutcome.Sent, result.Outcome));
        if (policy == InDoubtPolicy.Check)
            Assert.All(backend.Messages, static had => Assert.Equal(1, had.Value));
    }

    [Fact]
    public async Task A_cancelled_send_ends_although_its_history_refuses_the_app()
    {
        var backend = new HistoryBackend(static (backend, call) =>
        {
            if (backend.Keep(call))
                call.Lose("the connection broke", TimErrorCodes.ReplyNoNetwork);
        })
        {
            HistoryFault = static _ => new TimException(TimErrorCodes.UserSigExpired, "UserSig expired"),
        };
        await using var silos = await TestSilos.StartAsync(backend, configure: options =>
        {
            options.History = _ => backend;
            options.Client = new TimClientOptions { TimeProvider = new HurriedTime(20) };
        });
        var check = new ClusterSendOptions { InDoubt = InDoubtPolicy.Check, GracePeriod = TimeSpan.Zero };
        await silos.Sends.StartAsync("doubt", Ask.Hi, Ask.Streamed(Names), check, Reading.Token).Soon();
        await silos.Sends.WhenAsync("doubt", static progress => progress.State == ClusterSendState.Stopped).Soon();

        await silos.Sends.CancelAsync("doubt", Reading.Token).Soon();

        var results = await silos.Sends.ReadAllAsync("doubt").Soon();
        Assert.Equal(60, results.Count);
        Assert.All(results, static result => Assert.Equal(SendOutcome.Unknown, result.Result.Outcome));
    }

    [Fact]
    public async Task S5_A_code_that_holds_for_every_call_stops_the_send_until_it_is_resumed()
    {
        var mayCall = false;
        var backend = new HistoryBackend((backend, call) =>
        {
            if (Volatile.Read(ref mayCall))
                backend.Deliver(call);
            else
                call.Refuse(TimErrorCodes.UserSigExpired, "UserSig expired");
        });
        await using var silos = await StartAsync(backend);
        await silos.Sends.StartAsync("stop", Ask.Hi, Ask.Streamed(Names), cancellationToken: Reading.Token).Soon();

        var stopped = await silos.Sends.WhenAsync("stop", static progress => progress.State == ClusterSendState.Stopped).Soon();
        Assert.StartsWith($"{TimErrorCodes.UserSigExpired}: ", stopped.Reason, StringComparison.Ordinal);
        Volatile.Write(ref mayCall, true);
        await silos.Sends.ResumeAsync("stop", Reading.Token).Soon();

        Assert.Equal(60, (await silos.Sends.ReadAllAsync("stop").Soon()).Count(static result => result.Result.IsSuccess));
        Assert.All(backend.Messages, static had => Assert.Equal(1, had.Value));
    }

    [Fact]
    public async Task Without_a_history_no_send_that_checks_can_be_started()
    {
        await using var silos = await TestSilos.StartAsync(new HistoryBackend());
        var refused = await Assert.ThrowsAsync<ClusterSendException>(() => silos.Sends.StartAsync(
            "check", Ask.Hi, Ask.Streamed(Names), new ClusterSendOptions { InDoubt = InDoubtPolicy.Check }, Reading.Token)).Soon();
        Assert.Equal(ClusterSendError.NotSupported, refused.Error);
    }

    private static Task<TestSilos> StartAsync(HistoryBackend backend) => TestSilos.StartAsync(backend, configure: options =>
    {
        options.History = _ => backend;
        options.IdentifiersPerShard = 30;
    });

    private static async Task<List<MsgBatchSendResult>> SendAsync(TestSilos silos, InDoubtPolicy policy)
    {
        var options = new ClusterSendOptions { InDoubt = policy, GracePeriod = TimeSpan.Zero };
        await silos.Sends.StartAsync("doubt", Ask.Hi, Ask.Streamed(Names), options, Reading.Token).Soon();
        return [.. (await silos.Sends.ReadAllAsync("doubt").Soon()).Select(static result => result.Result)];
    }
}
