namespace RxTim.Tests;

/// <summary>S6, S18: where the whole process stood still, what had arrived meanwhile is read before it is called unanswered.</summary>
public sealed class S06_StallTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    private readonly LateTime time = new();
    private readonly ScriptedTransport silent = ScriptedTransport.NeverAnswers();

    public static TheoryData<Face> All => Faces.All;

    [Theory, MemberData(nameof(All))]
    public async Task S6_An_answer_that_is_read_within_a_second_after_a_stall_counts(Face face)
    {
        await using var client = Client();
        var running = client.RunAsync(face, Ask.For("a", "b"));
        var call = await silent.TakesOneAsync();
        time.Stall(TimeSpan.FromSeconds(60));
        Assert.False(call.IsOver);
        time.Pass(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        call.AnswerRemaining(0);
        Assert.Equal([("a", SendOutcome.Sent), ("b", SendOutcome.Sent)], (await running.Soon()).Outcomes);
    }

    [Fact]
    public async Task S6_What_is_not_read_within_a_second_after_a_stall_is_unknown()
    {
        await using var client = Client();
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await silent.TakesOneAsync();
        time.Stall(TimeSpan.FromSeconds(60));
        time.Pass(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(running.IsCompleted);
        time.Pass(TimeSpan.FromTicks(1));
        Assert.Equal([("a", SendOutcome.Unknown)], (await running.Soon()).Outcomes);
    }

    [Fact]
    public async Task S6_A_process_that_stands_still_again_and_again_grants_ten_seconds_of_reading()
    {
        await using var client = Client();
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        var call = await silent.TakesOneAsync();
        for (var i = 0; i < 10; i++)
        {
            time.Stall(TimeSpan.FromSeconds(60));
            Assert.False(call.IsOver);
        }
        time.Stall(TimeSpan.FromSeconds(60));
        Assert.Equal([("a", SendOutcome.Unknown)], (await running.Soon()).Outcomes);
    }

    [Fact]
    public async Task S6_A_timer_that_is_on_time_between_two_stalls_grants_ten_more()
    {
        await using var client = Client(new() { IdentifiersPerCall = 1, MaxConcurrentCalls = 1 });
        var running = client.RunAsync(Face.Push, Ask.Many(2));
        for (var call = 0; call < 2; call++)
        {
            await silent.TakesAsync(call + 1);
            for (var i = 0; i < 10; i++)
                time.Stall(TimeSpan.FromSeconds(60));
            Assert.False(silent.Calls[call].IsOver);
            time.Pass(TimeSpan.FromSeconds(1));
            Assert.True(silent.Calls[call].IsOver);
        }
        Assert.All((await running.Soon()).Outcomes, static each => Assert.Equal(SendOutcome.Unknown, each.Item2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task S6_A_timer_that_is_on_time_or_a_little_late_grants_nothing(int lateBy)
    {
        await using var client = Client();
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await silent.TakesOneAsync();
        time.Stall(TwoSeconds + TimeSpan.FromMilliseconds(lateBy));
        Assert.Equal([("a", SendOutcome.Unknown)], (await running.Soon()).Outcomes);
    }

    [Fact]
    public async Task S6_A_stall_of_a_call_that_is_answered_does_not_keep_the_others_waiting()
    {
        await using var client = Client(new() { IdentifiersPerCall = 1 });
        var observer = new RecordingObserver();
        client.MsgBatchSend(Ask.For("a", "b")).Subscribe(observer);
        var calls = await silent.TakesAsync(2);
        calls[0].AnswerRemaining(0);
        time.Stall(TimeSpan.FromSeconds(60));
        calls[1].AnswerRemaining(0);
        await observer.EndedAsync();
        Assert.All(observer.Results, static result => Assert.True(result.IsSuccess));
        Assert.Equal(0, time.TimersAlive);
    }

    private TimClient Client(TimClientOptions? options = null) => new(
        silent, (options ?? new()) with { TimeProvider = time, ResultTimeout = TwoSeconds, Linger = Timeout.InfiniteTimeSpan });
}
