namespace RxTim.Orleans.Tests;

/// <summary>Two activations of one shard at one time: a second one reads what is stored at any moment of the first, and works on.</summary>
public sealed class TwoActivationsTests
{
    private static readonly string[] Names = Ask.Names(40);

    public static TheoryData<InDoubtPolicy, bool> Cases => new()
    {
        { InDoubtPolicy.Report, false }, { InDoubtPolicy.Report, true }, { InDoubtPolicy.Check, false }, { InDoubtPolicy.Check, true },
        { InDoubtPolicy.Resend, false }, { InDoubtPolicy.Resend, true },
    };

    /// <param name="policy">What becomes of those in doubt.</param>
    /// <param name="stored">Whether the first one's write had succeeded as it was stopped; it wakes when the second has done all.</param>
    [Theory, MemberData(nameof(Cases))]
    public Task S2_Only_one_of_two_activations_hands_a_call_over(InDoubtPolicy policy, bool stored) =>
        // At each write of the first: the epoch, hand-overs, results, the end of a round.
        Task.WhenAll(Enumerable.Range(1, 4).Select(write => TakenOverAsync(policy, write, stored)));

    [Theory]
    [InlineData(InDoubtPolicy.Report)]
    [InlineData(InDoubtPolicy.Check)]
    public async Task S2_Of_two_activations_that_begin_together_one_ends(InDoubtPolicy policy)
    {
        var storage = new SharedStorage();
        var backend = new HistoryBackend();
        await using var first = ShardActivation.Begin(storage, backend, Names, policy);
        await using var second = ShardActivation.Begin(storage, backend, Names, policy);

        await Task.WhenAll(LostAsync(first), LostAsync(second)).Soon();

        Assert.Single([first, second], static one => one.Ended.IsCompletedSuccessfully);
        Assert.All(backend.Messages, static had => Assert.Equal(1, had.Value));
    }

    private static async Task TakenOverAsync(InDoubtPolicy policy, int write, bool stored)
    {
        var storage = new SharedStorage();
        var backend = new HistoryBackend();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writes = 0;
        Task Stop(string state, string key)
        {
            if (Interlocked.Increment(ref writes) != write)
                return Task.CompletedTask;
            reached.SetResult();
            return wake.Task;
        }
        if (stored)
            storage.AfterWrite = Stop;
        else
            storage.BeforeWrite = Stop;
        await using var first = ShardActivation.Begin(storage, backend, Names, policy);
        await reached.Task.Soon();
        var before = backend.Calls;

        await using var second = ShardActivation.Begin(storage, backend, Names, policy);
        await second.Ended.Soon();
        var after = backend.Calls;
        wake.SetResult();
        await LostAsync(first).Soon();

        var runs = await second.ReadAsync();
        Assert.Equal(Names.Length, second.Results);
        Assert.Equal(Enumerable.Range(0, Names.Length), runs.SelectMany(static run => Enumerable.Range(run.First, run.Count)).Order());
        if (policy == InDoubtPolicy.Check)
            Assert.All(runs, static run => Assert.Equal(SendOutcome.Sent, run.Answer.Outcome));
        // Who was handed over by the first is in doubt for the second.
        var most = policy == InDoubtPolicy.Resend ? 2 : 1;
        Assert.All(backend.Messages, had => Assert.InRange(had.Value, 1, most));
        // A call whose hand-over was stored may still leave, within its time, which Check waits for.
        if (!stored || policy == InDoubtPolicy.Check)
            Assert.Equal(after, backend.Calls);
        Assert.True(before <= after);
        await using var third = ShardActivation.Begin(storage, backend, Names, policy);
        Assert.Equal(Names.Length, third.Results);
    }

    // Whether the work was done by it or taken from it.
    private static async Task LostAsync(ShardActivation activation)
    {
        await activation.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (activation.Ended.IsFaulted)
            Assert.IsType<ShardLostException>(activation.Ended.Exception!.InnerException);
    }
}
