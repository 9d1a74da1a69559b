using RxTim.Emulator;

namespace RxTim.Orleans.Tests;

/// <summary>S3 As it arrives: none waits for the end, or for its neighbours.</summary>
public sealed class S03_AsItArrivesTests
{
    [Fact]
    public async Task S3_The_results_of_what_a_slow_source_gave_do_not_wait_for_what_it_gives_later()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport);
        var gate = new TaskCompletionSource();
        var starting = silos.Sends.StartAsync("early", Ask.Hi, Gated(gate.Task), cancellationToken: Reading.Token);
        await silos.Sends.WhenAsync("early", static progress => progress.Asked > 0).Soon();

        var first = await silos.Sends.ResultsAsync("early", cancellationToken: Reading.Token).FirstAsync(Reading.Token).AsTask().Soon();
        Assert.Equal("first", first.Result.Identifier);
        gate.SetResult();
        await starting.Soon();
        Assert.Equal(2, (await silos.Sends.ReadAllAsync("early").Soon()).Count);
    }

    [Fact]
    public async Task S3_A_pulled_result_does_not_wait_for_its_neighbours_in_the_call()
    {
        var transport = new ScriptedTransport(static call => call.Answer("u1", 0));
        await using var silos = await TestSilos.StartAsync(transport);
        await silos.Sends.StartAsync("neighbours", Ask.Hi, Ask.Streamed(Ask.Names(3)), cancellationToken: Reading.Token).Soon();

        await using var results = silos.Sends.ResultsAsync("neighbours", cancellationToken: Reading.Token).GetAsyncEnumerator(Reading.Token);
        Assert.True(await results.MoveNextAsync().Soon());

        Assert.Equal("u1", results.Current.Result.Identifier);
        Assert.Single(transport.Calls).AnswerRemaining(0);
        Assert.True(await results.MoveNextAsync().Soon());
        Assert.True(await results.MoveNextAsync().Soon());
        Assert.False(await results.MoveNextAsync().Soon());
    }

    [Fact]
    public async Task S3_A_result_does_not_wait_for_an_earlier_call()
    {
        var transport = new ScriptedTransport(static call =>
        {
            if (!call.Identifiers.Contains("u0"))
                call.AnswerRemaining(0);
        });
        await using var silos = await TestSilos.StartAsync(transport, configure: static options => options.IdentifiersPerShard = 1);
        await silos.Sends.StartAsync("earlier", Ask.Hi, Ask.Streamed(Ask.Names(3)), cancellationToken: Reading.Token).Soon();
        var observer = new RecordingObserver();
        using var subscription = silos.Sends.Results("earlier").Subscribe(observer);

        Assert.Equal(["u1", "u2"], (await observer.ResultsAsync(2)).Select(static result => result.Identifier).Order());
        transport.Calls.Single(static call => call.Identifiers.Contains("u0")).AnswerRemaining(0);
        await observer.EndedAsync();
        Assert.Equal(3, observer.Results.Count);
    }

    private static async IAsyncEnumerable<string> Gated(Task gate)
    {
        yield return "first";
        await gate;
        yield return "second";
    }
}
