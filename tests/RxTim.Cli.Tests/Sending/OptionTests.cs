using Microsoft.Extensions.Time.Testing;

namespace RxTim.Cli.Tests;

public sealed class OptionTests
{
    [Fact]
    public async Task Identifiers_that_match_fail_with_the_code_and_the_exit_code_is_1()
    {
        var result = await new Cli().RunAsync(
            "send", "--to", "alice,bob,bert", "--text", "hello", "--fail", "bo*=70107", "--fail", "bert=80001");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal([("alice", 0), ("bob", 70107), ("bert", 80001)], result.Results);
    }

    [Fact]
    public async Task The_same_seed_fails_the_same_identifiers()
    {
        string[] args = ["send", "--to-file", "-", "--text", "hello", "--fail", "*=70107@0.5", "--seed"];
        Cli NewCli() => new() { Input = Cli.Lines([.. Enumerable.Range(1, 200).Select(n => $"user{n}")]) };

        var first = await NewCli().RunAsync([.. args, "7"]);
        var second = await NewCli().RunAsync([.. args, "7"]);
        var other = await NewCli().RunAsync([.. args, "8"]);

        Assert.Equal(first.Results, second.Results);
        Assert.NotEqual(first.Results, other.Results);
    }

    [Fact]
    public async Task Calls_have_as_many_identifiers_as_asked()
    {
        var transport = ScriptedTransport.SendsAll();

        await new Cli { Transport = transport }.RunAsync("send", "--to", "a,b,c,d,e", "--text", "hello", "--per-call", "2");

        Assert.Equal([2, 2, 1], transport.Calls.Select(call => call.Identifiers.Count));
    }

    [Fact]
    public async Task No_more_calls_than_asked_are_without_their_answer()
    {
        var most = 0;
        var open = 0;
        var transport = new ScriptedTransport(call => _ = Task.Run(async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref open));
            await Task.Yield();
            Interlocked.Decrement(ref open);
            call.AnswerRemaining(0);
        }));

        var result = await new Cli { Transport = transport }.RunAsync(
            "send", "--to", "a,b,c,d,e,f,g,h", "--text", "hello", "--per-call", "1", "--calls", "2");

        Assert.Equal(8, result.Results.Count);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task Identifiers_without_an_answer_in_time_are_unknown_and_the_exit_code_is_1()
    {
        var time = new FakeTimeProvider();
        var handedOver = new TaskCompletionSource();
        var run = new Cli { Time = time, Transport = new ScriptedTransport(_ => handedOver.SetResult()) }
            .RunAsync("send", "--to", "alice", "--text", "hello", "--timeout", "1.5s");

        await handedOver.Task;
        time.Advance(TimeSpan.FromSeconds(1.4));
        Assert.False(run.IsCompleted);
        // The timer looks at the calls now and then, so the last of the wait takes several steps of the clock.
        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(0.2));
            await Task.Yield();
        }

        var result = await run;
        Assert.Equal(1, result.ExitCode);
        Assert.Equal([("alice", 6012)], result.Results);
        Assert.Contains("1 unknown", result.Error);
    }

    [Fact]
    public async Task Latency_delays_the_answers()
    {
        var time = new FakeTimeProvider();
        var run = new Cli { Time = time }.RunAsync("send", "--to", "alice", "--text", "hello", "--latency", "10s", "--timeout", "1000h");

        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal([("alice", 0)], (await run).Results);
        Assert.True(time.GetUtcNow() - time.Start >= TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("1ms", 0.001)]
    [InlineData("30s", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    public void A_duration_has_a_unit(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), OptionText.Duration("--timeout", text));
}
