using Microsoft.Extensions.Time.Testing;
using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

public class UserSigRenewalTests
{
    private const string Expired = """{"ActionStatus":"FAIL","ErrorCode":70001,"ErrorInfo":"UserSig expired"}""";
    private const string SentToAll = """{"ActionStatus":"OK","ErrorCode":0,"MsgKey":"1_2_3"}""";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    [Fact]
    public async Task A_UserSig_is_used_for_nine_tenths_of_its_life()
    {
        var stub = StubHandler.SendsAll();
        var transport = new RestTransport(new HttpClient(stub), Options with { UserSig = UserSigSource.FromSecretKey(Secret, TimeSpan.FromSeconds(100)), TimeProvider = time });

        foreach (var seconds in new[] { 0, 89, 1, 89, 1 })
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            await SendAsync(transport, new(), Message.Text("t"), "a");
        }

        var sigs = stub.Requests.Select(request => request.UserSig).ToList();
        Assert.Equal([sigs[0], sigs[0], sigs[2], sigs[2], sigs[4]], sigs);
        Assert.Equal(3, sigs.Distinct().Count());
        Assert.Equal(
            [time.Start.ToUnixTimeSeconds(), time.Start.ToUnixTimeSeconds() + 90, time.Start.ToUnixTimeSeconds() + 180],
            sigs.Distinct().Select(sig => UserSig.Parse(sig)!.Time));
    }

    [Fact]
    public async Task A_UserSig_that_the_backend_calls_expired_is_renewed_and_the_call_made_again()
    {
        var asked = 0;
        var stub = new StubHandler(request => StubHandler.Json(request.UserSig == "sig-1" ? Expired : SentToAll));
        var source = UserSigSource.From(() => ValueTask.FromResult($"sig-{++asked}"));
        var transport = new RestTransport(new HttpClient(stub), Options with { UserSig = source });

        var results = await SendAsync(transport, new(), Message.Text("t"), "a", "b");

        Assert.All(results.OneEach("a", "b").Values, result => Assert.True(result.IsSuccess));
        Assert.Equal(["sig-1", "sig-2"], stub.Requests.Select(request => request.UserSig));
        Assert.Equal(stub.Requests[0].Body, stub.Requests[1].Body);
    }

    [Fact]
    public async Task Calls_that_are_told_at_once_renew_once()
    {
        var asked = 0;
        var stub = new StubHandler(request => StubHandler.Json(request.UserSig == "sig-1" ? Expired : SentToAll));
        var source = UserSigSource.From(() => ValueTask.FromResult($"sig-{Interlocked.Increment(ref asked)}"));
        var transport = new RestTransport(new HttpClient(stub), Options with { UserSig = source });
        var identifiers = Enumerable.Range(0, 50).Select(i => $"u{i}").ToArray();

        var results = await SendAsync(transport, new() { IdentifiersPerCall = 1, MaxConcurrentCalls = 16 }, Message.Text("t"), identifiers);

        Assert.All(results.OneEach(identifiers).Values, result => Assert.True(result.IsSuccess));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task S5_A_UserSig_that_is_called_expired_twice_stops_the_send()
    {
        var stub = StubHandler.Answers(Expired);

        var stopped = await Assert.ThrowsAsync<TimException>(() => SendAsync(stub, "a"));

        Assert.Equal((70001, 2), (stopped.Code, stub.Requests.Count));
    }

    [Fact]
    public async Task S5_A_fixed_UserSig_that_has_expired_stops_the_send_at_once()
    {
        var stub = StubHandler.Answers(Expired);

        var stopped = await Assert.ThrowsAsync<TimException>(() => SendAsync(stub, Options with { UserSig = UserSigSource.Fixed("sig") }, Message.Text("t"), "a"));

        Assert.Equal((70001, "sig", 1), (stopped.Code, stub.Requests[0].UserSig, stub.Requests.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S5_A_source_that_fails_stops_the_send_and_is_asked_again_for_the_next(bool givesNone)
    {
        var asked = 0;
        var stub = StubHandler.SendsAll();
        var source = UserSigSource.From(async () =>
        {
            await Task.Yield();
            return ++asked > 1 ? "sig" : givesNone ? "" : throw new TimeoutException($"{Secret} is in here");
        });
        var transport = new RestTransport(new HttpClient(stub), Options with { UserSig = source });

        var stopped = await Assert.ThrowsAsync<TimException>(() => SendAsync(transport, new(), Message.Text("t"), "a"));
        var results = await SendAsync(transport, new(), Message.Text("t"), "a");

        Assert.Equal(70002, stopped.Code);
        Assert.DoesNotContain(Secret, stopped.ToString(), StringComparison.Ordinal);
        Assert.True(results[0].IsSuccess);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_source_is_asked_anew_when_nine_tenths_of_what_its_UserSig_had_left_are_over()
    {
        var asked = 0;
        var stub = StubHandler.SendsAll();
        var source = UserSigSource.From(() =>
        {
            asked++;
            return ValueTask.FromResult(UserSig.Create(App, Secret, Admin, TimeSpan.FromSeconds(200), time.GetUtcNow().AddSeconds(-100)));
        });
        var transport = new RestTransport(new HttpClient(stub), Options with { UserSig = source, TimeProvider = time });

        foreach (var seconds in new[] { 0, 89, 1 })
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            await SendAsync(transport, new(), Message.Text("t"), "a");
        }

        Assert.Equal(2, asked);
    }
}
