using CsCheck;

namespace RxTim.Tests;

/// <summary>Pace and retry together, over up to eight sends of one client: whatever the backend answers and however long calls are on their
/// way, it never counts too many, and each identifier has its result.</summary>
public sealed class PacePropertyTests
{
    [Fact]
    public Task No_window_at_the_backend_has_more_than_the_pace_and_each_identifier_has_one_result() =>
        Gen.Int.Select(PacedPlan.Of).SampleAsync(RunAsync, iter: 2_000);

    private static async Task RunAsync(PacedPlan plan)
    {
        var time = new VirtualTime();
        var backend = new PacedBackend(plan, time);
        var pace = Pace.Tencent(plan.CallsPerSecond, plan.RecipientsPerMinute, time: time);
        var random = new Random(plan.Seed);
        await using (var client = new TimClient(backend, new()
        {
            TimeProvider = time,
            Pace = pace,
            ResultTimeout = Timeout.InfiniteTimeSpan,
            DisposeTimeout = Timeout.InfiniteTimeSpan,
            IdentifiersPerCall = plan.PerCall,
            MaxConcurrentCalls = plan.Concurrent,
            Retry = new() { MaxAttempts = plan.Attempts },
            Interceptors = plan.MostHandOverMilliseconds == 0 ? [] : [new ScriptedInterceptor(new()) { OnHandOver = SlowAsync }],
        }))
        {
            var running = Task.WhenAll(Enumerable.Range(0, plan.Sends)
                .Select(send => client.RunAsync(send % 2 == 0 ? Face.Push : Face.StreamedPull, Ask.Many(plan.Identifiers))));
            await time.PassUntilAsync(running);
            foreach (var ending in await running.Soon())
            {
                Assert.Null(ending.Error);
                Assert.Equal(Ask.Names(plan.Identifiers).Order(), ending.Identifiers.Order());
            }
            Assert.Equal(backend.Recipients.Total, (await running).Sum(static ending => ending.Results.Sum(static result => (long)result.Attempts)));
        }
        Assert.InRange(backend.Calls.Most, 0, plan.CallsPerSecond);
        Assert.InRange(backend.Recipients.Most, 0, plan.RecipientsPerMinute);

        // Nothing is held for ever.
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(plan.CallsPerSecond, pace.Calls.GetStatistics()!.CurrentAvailablePermits);
        Assert.Equal(plan.RecipientsPerMinute, pace.Recipients.GetStatistics()!.CurrentAvailablePermits);
        pace.Dispose();
        await time.NoTimerAliveAsync();

        async ValueTask SlowAsync(MsgBatchCall call, CancellationToken cancellationToken)
        {
            int milliseconds;
            lock (random)
                milliseconds = random.Next(plan.MostHandOverMilliseconds);
            if (milliseconds > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, cancellationToken);
        }
    }
}
