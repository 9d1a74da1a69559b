namespace RxTim.Cli.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task An_interruption_says_who_was_sent_to_who_is_unknown_and_who_was_never_attempted()
    {
        using var interruption = new CancellationTokenSource();
        var transport = new ScriptedTransport(call =>
        {
            if (call.Identifiers[0] == "a")
                call.AnswerRemaining(0);
            else
                interruption.Cancel();
        });
        var cli = new Cli { Transport = transport, Interruption = interruption.Token };

        var result = await cli.RunAsync("send", "--to", "a,b,c,d,e,f,g", "--text", "hello", "--per-call", "2", "--calls", "2");

        Assert.Equal(130, result.ExitCode);
        Assert.Equal([("a", 0), ("b", 0), ("c", 6012), ("d", 6012)], result.Results);
        Assert.Contains("rxtim: interrupted: 2 sent, 0 failed, 2 unknown", result.Error);
        Assert.Contains("3 never attempted", result.Error);
    }

    [Fact]
    public async Task An_interruption_while_standard_input_is_silent_stops_the_send()
    {
        using var interruption = new CancellationTokenSource();
        var input = new System.IO.Pipelines.Pipe();
        await input.Writer.WriteAsync("alice\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var answered = new TaskCompletionSource();
        var transport = new ScriptedTransport(call =>
        {
            call.AnswerRemaining(0);
            answered.SetResult();
        });
        var run = new Cli { Transport = transport, Input = input.Reader.AsStream(), Interruption = interruption.Token }
            .RunAsync("send", "--to-file", "-", "--text", "hello");

        await answered.Task;
        interruption.Cancel();

        var result = await run;
        Assert.Equal(130, result.ExitCode);
        Assert.Equal([("alice", 0)], result.Results);
        Assert.Contains("what was left of the input was not attempted", result.Error);
    }

    [Fact]
    public async Task An_interruption_before_the_send_attempts_nothing()
    {
        using var interruption = new CancellationTokenSource();
        interruption.Cancel();
        var transport = ScriptedTransport.SendsAll();

        var result = await new Cli { Transport = transport, Interruption = interruption.Token }
            .RunAsync("send", "--to", "alice,bob", "--text", "hello");

        Assert.Equal(130, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Empty(transport.Calls);
        Assert.Contains("interrupted", result.Error);
    }

    [Fact]
    public async Task A_call_refused_with_a_fatal_code_stops_the_send_with_exit_code_3()
    {
        var calls = 0;
        var transport = new ScriptedTransport(call =>
        {
            if (++calls == 1)
                call.AnswerRemaining(0);
            else
                call.Refuse(TimErrorCodes.NotLoggedIn, null);
        });

        var result = await new Cli { Transport = transport }.RunAsync(
            "send", "--to", "a,b,c", "--text", "hello", "--per-call", "1", "--calls", "1");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal([("a", 0), ("b", 6014)], result.Results);
        Assert.Contains("code 6014", result.Error);
        Assert.Contains("stopped: 1 sent, 1 failed, 0 unknown", result.Error);
        Assert.Contains("1 never attempted", result.Error);
    }

    [Fact]
    public async Task An_output_that_nobody_reads_any_longer_stops_the_send_with_exit_code_3()
    {
        var transport = ScriptedTransport.SendsAll();
        var lines = Cli.Lines([.. Enumerable.Range(1, 100_000).Select(n => $"user{n}")]);

        var result = await new Cli { Transport = transport, Input = lines, Output = new BrokenStream() }
            .RunAsync("send", "--to-file", "-", "--text", "hello");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("standard output", result.Error);
        Assert.Contains("Broken pipe", result.Error);
        Assert.True(transport.Calls.Count < 1_000, "The send went on without a reader.");
    }

    [Fact]
    public async Task An_output_that_breaks_at_the_end_gives_exit_code_3()
    {
        var result = await new Cli { Output = new BrokenStream() }.RunAsync("send", "--to", "alice", "--text", "hello");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("1 sent", result.Error);
    }

    [Fact]
    public async Task An_error_that_nobody_expected_is_one_line_and_exit_code_3()
    {
        var result = await new Cli { Transport = new ThrowingTransport() }.RunAsync("send", "--to", "alice", "--text", "hello");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("rxtim: unexpected error: InvalidOperationException: no limits\n", result.Error);
    }

    private sealed class ThrowingTransport : IMsgBatchTransport
    {
        public MsgBatchLimits Limits => throw new InvalidOperationException("no limits");

        public void Send(MsgBatchCall call) => call.AnswerRemaining(0);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }
}
