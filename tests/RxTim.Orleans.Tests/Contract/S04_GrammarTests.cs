namespace RxTim.Orleans.Tests;

/// <summary>S4 Rx grammar: OnNext* (OnCompleted | OnError)?, never overlapping, though the results come from many shards on many silos.</summary>
public sealed class S04_GrammarTests
{
    [Fact]
    public async Task S4_Callbacks_on_many_threads_at_once_do_not_overlap()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var silos = await StartAsync(transport);
        await silos.Sends.StartAsync("threads", Ask.Hi, Ask.Streamed(Ask.Names(160)), cancellationToken: Reading.Token).Soon();
        var observer = new RecordingObserver(static _ => Thread.Yield());
        using var subscription = silos.Sends.Results("threads").Subscribe(observer);
        var calls = await transport.TakesAsync(16);

        Together.Run(16, i =>
        {
            foreach (var identifier in calls[i].Identifiers)
                calls[i].Answer(identifier, 0);
        });

        await observer.EndedAsync();
        Assert.Empty(observer.Faults);
        Assert.Equal(160, observer.Results.DistinctBy(static result => result.Identifier).Count());
        Assert.Null(observer.Error);
        Assert.Equal(161, observer.Notifications);
    }

    [Fact]
    public async Task S4_A_callback_inside_the_call_follows_the_grammar_for_each_observer()
    {
        await using var silos = await StartAsync(ScriptedTransport.SendsAll());
        await silos.Sends.StartAsync("inside", Ask.Hi, Ask.Streamed(Ask.Names(160)), cancellationToken: Reading.Token).Soon();
        var results = silos.Sends.Results("inside");
        var observers = Enumerable.Range(0, 3).Select(static _ => new RecordingObserver()).ToArray();
        foreach (var observer in observers)
            results.Subscribe(observer);

        foreach (var observer in observers)
        {
            await observer.EndedAsync();
            Assert.Empty(observer.Faults);
            Assert.Null(observer.Error);
            Assert.Equal(161, observer.Notifications);
        }
    }

    [Fact]
    public async Task S4_After_OnCompleted_nothing_comes()
    {
        var transport = ScriptedTransport.SendsAll();
        var observer = new RecordingObserver();
        await using (var silos = await StartAsync(transport))
        {
            await silos.Sends.StartAsync("over", Ask.Hi, Ask.Streamed(["a"]), cancellationToken: Reading.Token).Soon();
            silos.Sends.Results("over").Subscribe(observer);
            await observer.EndedAsync();

            var call = transport.Calls[0];
            call.OnCallback(0, "", Entries.Sent("a"));
            call.Refuse(-2, "");
            call.Lose("late");
        }

        Assert.Empty(observer.Faults);
        Assert.Equal(2, observer.Notifications);
    }

    [Fact]
    public async Task S4_After_OnError_nothing_comes()
    {
        var transport = ScriptedTransport.NeverAnswers();
        var observer = new RecordingObserver();
        await using (var silos = await StartAsync(transport))
        {
            await silos.Sends.StartAsync("error", Ask.Hi, Ask.Streamed(Ask.Names(20)), cancellationToken: Reading.Token).Soon();
            silos.Sends.Results("error").Subscribe(observer);
            var calls = await transport.TakesAsync(2);
            calls[0].AnswerRemaining(0);
            await observer.ResultsAsync(10);

            await silos.Cluster.StopClusterClientAsync(Reading.Token).Soon();
            await observer.EndedAsync();
            calls[1].AnswerRemaining(0);
        }

        Assert.Empty(observer.Faults);
        Assert.IsType<ClusterSendException>(observer.Error);
        Assert.Equal(11, observer.Notifications);
    }

    // A shard is a call, and each silo has half of them.
    private static Task<TestSilos> StartAsync(IMsgBatchTransport transport) => TestSilos.StartAsync(transport, silos: 2, static options =>
    {
        options.IdentifiersPerShard = 10;
        options.ActiveShards = 16;
    });
}
