namespace RxTim.Tests;

/// <summary>S11 Threads: no thread is blocked while waiting; no task or timer per identifier.</summary>
[Collection(nameof(S11_ThreadsTests))]
public sealed class S11_ThreadsTests
{
    [Fact]
    public async Task S11_Sends_that_wait_for_their_answers_hold_no_thread()
    {
        const int sends = 200;
        // The pool lets go of threads that earlier tests made it start only after a while.
        var (busy, threads) = (BusyThreads(), ThreadPool.ThreadCount);
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1, MaxConcurrentCalls = 2 });
        // Each has two calls in flight and an identifier left that waits for room.
        var running = Enumerable.Range(0, sends).Select(i => client.RunAsync(i % 2 == 0 ? Face.Push : Face.Pull, Ask.Many(3))).ToArray();
        await transport.TakesAsync(2 * sends);

        Assert.InRange(BusyThreads() - busy, int.MinValue, 20);
        Assert.InRange(ThreadPool.ThreadCount - threads, int.MinValue, 20);

        await client.DisposeAsync();
        Assert.All(await Task.WhenAll(running).Soon(), static ending => Assert.Equal(7009, ending.TimError.Code));
    }

    [Fact]
    public async Task S11_Sends_that_wait_for_room_or_for_their_source_hold_no_thread()
    {
        var busy = BusyThreads();
        var transport = ScriptedTransport.NeverAnswers(new() { MaxCallsInFlight = 1 });
        await using var client = new TimClient(transport);
        var sources = Enumerable.Range(0, 200).Select(i => new PulledSource(1, waitsAfter: i % 2)).ToArray();
        var running = sources.Select(source => Faces.PushAsync(client.MsgBatchSend(Ask.Hi, source))).ToArray();
        await Task.WhenAll(sources.Select((source, i) => i % 2 == 0 ? source.WaitsAsync() : source.PulledAsync(1)));

        Assert.InRange(BusyThreads() - busy, int.MinValue, 20);

        await client.DisposeAsync();
        await Task.WhenAll(running).Soon();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    public async Task S11_The_number_of_timers_does_not_grow_with_the_number_of_identifiers(int identifiers)
    {
        var time = new VirtualTime();
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { TimeProvider = time });
        foreach (var face in new[] { Face.Push, Face.Pull, Face.CallbackList })
        {
            var before = time.TimersMade;
            await client.RunAsync(face, Ask.Many(identifiers)).Soon();
            Assert.Equal(1, time.TimersMade - before);
        }
    }

    [Fact]
    public async Task S11_A_slow_source_makes_at_most_one_more_timer_for_each_call()
    {
        var time = new VirtualTime();
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { TimeProvider = time, IdentifiersPerCall = 100 });
        await client.RunAsync(Face.StreamedPush, Ask.Many(1_000)).Soon();
        Assert.Equal(10, transport.Calls.Count);
        Assert.InRange(time.TimersMade, 1, 11);
    }

    [Fact]
    public async Task S11_A_synchronous_backend_does_not_deepen_the_stack()
    {
        var deepest = 0;
        var transport = new ScriptedTransport(call =>
        {
            deepest = Math.Max(deepest, new System.Diagnostics.StackTrace(false).FrameCount);
            call.AnswerRemaining(0);
        });
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1 });
        await client.RunAsync(Face.Push, Ask.Many(5_000)).Soon();
        Assert.InRange(deepest, 1, 100);
    }

    private static int BusyThreads()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available;
    }
}

/// <summary>Counts the thread pool's threads, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(S11_ThreadsTests), DisableParallelization = true)]
public sealed class S11_ThreadsTestsCollection;
