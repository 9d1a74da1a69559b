using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

/// <summary>A server that says when to come again is not called before.</summary>
public class RetryAfterTests
{
    private readonly WatchedTime time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static TheoryData<HttpStatusCode, string?, int> Pauses => new()
    {
        { HttpStatusCode.TooManyRequests, "7", 7 },
        { HttpStatusCode.ServiceUnavailable, "7", 7 },
        { HttpStatusCode.TooManyRequests, "Thu, 01 Jan 2026 00:02:00 GMT", 120 },
        { HttpStatusCode.TooManyRequests, "86400", 600 },
        { HttpStatusCode.TooManyRequests, "Wed, 31 Dec 2025 23:00:00 GMT", 0 },
        { HttpStatusCode.TooManyRequests, "0", 0 },
        { HttpStatusCode.TooManyRequests, null, 0 },
        { HttpStatusCode.BadGateway, "7", 0 },
    };

    [Theory, MemberData(nameof(Pauses))]
    public async Task No_call_of_the_client_is_made_before_the_time_that_the_server_gave(HttpStatusCode status, string? retryAfter, int seconds)
    {
        var stub = Refusing(status, retryAfter);
        await using var client = new TimClient(new RestTransport(new HttpClient(stub), Options with { TimeProvider = time }), new() { TimeProvider = time });

        await SendAsync(client);
        var second = SendAsync(client);
        if (seconds > 0)
        {
            await time.TimerIsSetAsync(TimeSpan.FromSeconds(seconds));
            Assert.Single(stub.Requests);
            time.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.True((await second)[0].IsSuccess);
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task Those_refused_are_tried_again_when_the_time_has_come()
    {
        var stub = Refusing(HttpStatusCode.TooManyRequests, "7");
        await using var client = new TimClient(
            new RestTransport(new HttpClient(stub), Options),
            new() { TimeProvider = time, Retry = new() { MaxAttempts = 2, FirstDelay = TimeSpan.FromTicks(1) } });

        var sending = SendAsync(client);
        await time.TimerIsSetAsync(TimeSpan.FromSeconds(7));
        Assert.Single(stub.Requests);
        time.Advance(TimeSpan.FromSeconds(7));

        var result = Assert.Single(await sending);
        Assert.Equal((0, 2), (result.Code, result.Attempts));
    }

    [Fact]
    public async Task A_pause_is_heeded_although_a_handler_kept_the_answer_to_itself()
    {
        var stub = Refusing(HttpStatusCode.TooManyRequests, "7");
        var chain = new TriesAgain { InnerHandler = new SendOnceHandler(stub) };
        await using var client = new TimClient(new RestTransport(new HttpClient(chain), Options), new() { TimeProvider = time });

        var first = await SendAsync(client);
        var second = SendAsync(client);
        await time.TimerIsSetAsync(TimeSpan.FromSeconds(7));
        Assert.Single(stub.Requests);
        time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal((60018, SendOutcome.Failed), (first[0].Code, first[0].Outcome));
        Assert.True((await second)[0].IsSuccess);
    }

    private static StubHandler Refusing(HttpStatusCode status, string? retryAfter)
    {
        var calls = 0;
        return new StubHandler(_ =>
        {
            if (Interlocked.Increment(ref calls) > 1)
                return StubHandler.Json("""{"ErrorCode":0}""");
            var response = new HttpResponseMessage(status);
            response.Headers.RetryAfter = retryAfter is null ? null : RetryConditionHeaderValue.Parse(retryAfter);
            return response;
        });
    }

    private static async Task<List<MsgBatchSendResult>> SendAsync(TimClient client)
    {
        var results = new List<MsgBatchSendResult>();
        await foreach (var result in client.MsgBatchSendAsync(MsgBatchSendParam.Create(Message.Text("t"), "a"), TestContext.Current.CancellationToken))
            results.Add(result);
        return results;
    }

    // Says when somebody waits for so long.
    private sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private readonly Lock gate = new();
        private readonly HashSet<TimeSpan> set = [];
        private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task TimerIsSetAsync(TimeSpan dueTime)
        {
            while (true)
            {
                Task next;
                lock (gate)
                {
                    if (set.Contains(dueTime))
                        return;
                    next = changed.Task;
                }
                await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(this, base.CreateTimer(callback, state, dueTime, period));
            Note(dueTime);
            return timer;
        }

        private void Note(TimeSpan dueTime)
        {
            lock (gate)
            {
                set.Add(dueTime);
                changed.SetResult();
                changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        private sealed class Timer(WatchedTime time, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var changed = timer.Change(dueTime, period);
                time.Note(dueTime);
                return changed;
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }

    private sealed class TriesAgain : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? response : await base.SendAsync(request, cancellationToken);
        }
    }
}
