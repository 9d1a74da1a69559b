namespace RxTim.Orleans.Tests;

/// <summary>A silo that is killed in each phase of a send, under each policy at one time.</summary>
public sealed class SiloFallTests
{
    private static readonly string[] Names = Ask.Names(60);

    private static readonly InDoubtPolicy[] Policies = Enum.GetValues<InDoubtPolicy>();

    /// <param name="state">Before which state is written; empty where calls are in flight.</param>
    /// <param name="write">Before which of its writes.</param>
    [Theory]
    [InlineData("send", 1)]
    [InlineData("identifiers", 1)]
    [InlineData("progress", 1)]
    [InlineData("progress", 2)]
    [InlineData("progress", 3)]
    [InlineData("progress", 4)]
    [InlineData("", 0)]
    public async Task S2_A_silo_that_is_killed_in_any_phase_loses_nothing_and_doubles_nothing_that_the_policy_forbids(string state, int write)
    {
        var phase = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var backends = Policies.ToDictionary(static policy => policy, _ => new HistoryBackend((backend, call) =>
        {
            // In flight as the silo is killed: the message arrives, and nobody hears of it.
            if (state.Length == 0 && !killed.Task.IsCompleted && backend.Calls <= 2)
            {
                backend.Keep(call);
                phase.TrySetResult();
            }
            else
            {
                backend.Deliver(call);
            }
        }));
        var transport = new ByMessageTransport(backends);
        await using var silos = await TestSilos.StartAsync(transport, silos: 2, options =>
        {
            options.IdentifiersPerShard = 10;
            options.History = _ => transport;
            options.Client = new TimClientOptions { ResultTimeout = TimeSpan.FromSeconds(5) };
        });
        var writes = new Dictionary<string, int>();
        silos.Storage.BeforeWrite = (name, key) =>
        {
            lock (writes)
            {
                var count = writes[name + key] = writes.GetValueOrDefault(name + key) + 1;
                if (name != state || count != write)
                    return Task.CompletedTask;
            }
            phase.TrySetResult();
            return killed.Task;
        };

        var starting = Policies.Select(policy => silos.Sends.StartAsync(
            policy.ToString(), ByMessageTransport.MessageOf(policy), Ask.Streamed(Names),
            new ClusterSendOptions { InDoubt = policy, GracePeriod = TimeSpan.Zero }, Reading.Token)).ToArray();
        await phase.Task.Soon();
        var killing = silos.Cluster.KillSiloAsync(silos.Cluster.Silos[1], Reading.Token);
        killed.SetResult();
        await killing.Soon();

        await Task.WhenAll(starting).WaitAsync(2 * Waiting.Limit, Reading.Token);
        foreach (var policy in Policies)
        {
            var results = await silos.Sends.ReadAllAsync(policy.ToString()).WaitAsync(2 * Waiting.Limit, Reading.Token);
            var messages = backends[policy].Messages;
            Assert.Equal(Names.Order(), results.Select(static result => result.Result.Identifier).Order());
            Assert.All(results.Where(static one => one.Result.IsSuccess), one => Assert.True(messages.ContainsKey(one.Result.Identifier)));
            if (policy != InDoubtPolicy.Report)
                Assert.All(results, static result => Assert.True(result.Result.IsSuccess));
            if (policy != InDoubtPolicy.Resend)
                Assert.All(messages, static had => Assert.Equal(1, had.Value));
        }
    }
}
