using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using CsCheck;

namespace RxTim.Tests;

/// <summary>Pace, retry and withdrawal together, over up to eight sends of one client, each taken back as its results come: whatever the
/// backend answers and however long calls are on their way, it never counts too many, and each identifier has its results.</summary>
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
                .Select(send => SendAndTakeBackAsync(client, backend, plan, send % 2 == 0, new()
                {
                    TimeProvider = time,
                    CallLimiter = pace.Calls,
                    ResultTimeout = Timeout.InfiniteTimeSpan,
                    DisposeTimeout = Timeout.InfiniteTimeSpan,
                    MaxConcurrentCalls = plan.Concurrent,
                    Retry = new() { MaxAttempts = plan.Attempts },
                })));
            await time.PassUntilAsync(running);
            var sends = await running.Soon();
            foreach (var (sent, takenBack) in sends)
            {
                Assert.Equal(Ask.Names(plan.Identifiers).Order(), sent.Select(static result => result.Identifier).Order());
                Assert.Equal(
                    sent.Where(static result => result.IsSuccess).Select(static result => result.Identifier).Order(),
                    takenBack.Select(static result => result.Identifier).Order());
            }
            Assert.Equal(backend.Recipients.Total, sends.Sum(static send => send.Sent.Sum(static result => (long)result.Attempts)));
            Assert.Equal(backend.WithdrawalsAsked, sends.Sum(static send => send.TakenBack.Sum(static result => result.Attempts)));
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

    // By either face: the messages are taken back while the others are still sent.
    private static async Task<(IReadOnlyList<MsgBatchSendResult> Sent, IReadOnlyList<WithdrawResult> TakenBack)> SendAndTakeBackAsync(
        TimClient client, PacedBackend backend, PacedPlan plan, bool isPush, WithdrawOptions options)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (sent, takenBack) = (new List<MsgBatchSendResult>(), new List<WithdrawResult>());
        if (isPush)
        {
            var pushed = client.MsgBatchSend(Ask.Many(plan.Identifiers)).Do(sent.Add);
            return (sent, [.. await pushed.Withdraw(backend, options).ToList().ToTask(cancellation)]);
        }
        await foreach (var result in PulledAsync().Withdraw(backend, options).WithCancellation(cancellation))
            takenBack.Add(result);
        return (sent, takenBack);

        async IAsyncEnumerable<MsgBatchSendResult> PulledAsync()
        {
            await foreach (var result in client.MsgBatchSendAsync(Ask.Hi, Ask.Streamed(Ask.Names(plan.Identifiers)), cancellation))
            {
                sent.Add(result);
                yield return result;
            }
        }
    }
}
