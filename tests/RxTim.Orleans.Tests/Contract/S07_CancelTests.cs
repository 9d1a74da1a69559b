using System.Runtime.CompilerServices;
using RxTim.Emulator;

namespace RxTim.Orleans.Tests;

/// <summary>S7 Cancel: it ends the taking of results or the giving of identifiers; the send itself belongs to the cluster.</summary>
public sealed class S07_CancelTests
{
    [Fact]
    public async Task S7_Leaving_the_results_does_not_end_the_send()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport);
        await silos.Sends.StartAsync("leave", Ask.Hi, Ask.Streamed(Ask.Names(30)), cancellationToken: Reading.Token).Soon();
        using var leaving = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in silos.Sends.ResultsAsync("leave", cancellationToken: leaving.Token))
                await leaving.CancelAsync();
        }).Soon();

        Assert.Equal(30, (await silos.Sends.ReadAllAsync("leave").Soon()).Count);
    }

    [Fact]
    public async Task S7_A_cancelled_token_ends_an_enumeration_whose_backend_never_answers()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var silos = await TestSilos.StartAsync(transport);
        await silos.Sends.StartAsync("silent", Ask.Hi, Ask.Streamed(["u0"]), cancellationToken: Reading.Token).Soon();
        using var cancelling = new CancellationTokenSource();
        await using var results = silos.Sends.ResultsAsync("silent", cancellationToken: cancelling.Token).GetAsyncEnumerator(Reading.Token);
        var moving = results.MoveNextAsync();
        await transport.TakesOneAsync();

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving.Soon());
    }

    [Fact]
    public async Task S7_A_token_that_is_cancelled_already_sends_nothing()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var silos = await TestSilos.StartAsync(transport);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => silos.Sends.StartAsync("never", Ask.Hi, Ask.Streamed(["u0"]), cancellationToken: new CancellationToken(canceled: true)).Soon());

        Assert.Null(await silos.Sends.ProgressAsync("never", Reading.Token).Soon());
        Assert.Empty(transport.Calls);
    }

    [Fact]
    public async Task S7_Cancelling_lets_go_of_a_source_that_waits()
    {
        await using var silos = await TestSilos.StartAsync(ScriptedTransport.SendsAll());
        using var cancelling = new CancellationTokenSource();
        var letGo = new TaskCompletionSource();
        var starting = silos.Sends.StartAsync("source", Ask.Hi, WaitingSource(letGo, Reading.Token), cancellationToken: cancelling.Token);
        await silos.Sends.WhenAsync("source", static progress => progress.Sent == 1).Soon();

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.Soon());
        await letGo.Task.Soon();
        Assert.False((await silos.Sends.ProgressAsync("source", Reading.Token).Soon())!.AllGiven);
    }

    [Fact]
    public async Task S7_Dispose_inside_OnNext_makes_it_the_last()
    {
        await using var silos = await TestSilos.StartAsync(ScriptedTransport.SendsAll());
        await silos.Sends.StartAsync("last", Ask.Hi, Ask.Streamed(Ask.Names(30)), cancellationToken: Reading.Token).Soon();
        var subscribed = new TaskCompletionSource<IDisposable>();
        var left = new TaskCompletionSource();
        var observer = new RecordingObserver(_ =>
        {
            subscribed.Task.Result.Dispose();
            left.SetResult();
        });

        subscribed.SetResult(silos.Sends.Results("last").Subscribe(observer));

        await left.Task.Soon();
        Assert.Equal(30, (await silos.Sends.ReadAllAsync("last").Soon()).Count);
        Assert.Empty(observer.Faults);
        Assert.Equal(1, observer.Notifications);
    }

    private static async IAsyncEnumerable<string> WaitingSource(
        TaskCompletionSource letGo, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            yield return "u0";
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            letGo.SetResult();
        }
    }
}
