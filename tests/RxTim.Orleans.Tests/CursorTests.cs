using RxTim.Emulator;

namespace RxTim.Orleans.Tests;

/// <summary>A consumer that falls after any number of results goes on where it was.</summary>
public sealed class CursorTests
{
    [Fact]
    public async Task S2_A_cursor_after_any_number_of_results_leads_to_exactly_the_others()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, silos: 2, static options => options.IdentifiersPerShard = 20);
        var names = Ask.Names(150);
        await silos.Sends.StartAsync("cursor", Ask.Hi, Ask.Streamed(names), cancellationToken: Reading.Token).Soon();

        for (var count = 1; count < 150; count += 13)
        {
            var first = await silos.Sends.ResultsAsync("cursor", cancellationToken: Reading.Token).Take(count).ToListAsync(Reading.Token).AsTask().Soon();
            var cursor = ClusterCursor.Parse(first[^1].Cursor.ToString());
            var others = await silos.Sends.ReadAllAsync("cursor", cursor).Soon();
            Assert.Equal(names.Order(), first.Concat(others).Select(static result => result.Result.Identifier).Order());
        }
    }

    [Fact]
    public async Task S3_Results_come_before_later_identifiers_are_given()
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
    public async Task S12_A_send_to_nobody_completes_and_calls_nobody()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport);
        var started = await silos.Sends.StartAsync("nobody", Ask.Hi, Ask.Streamed([]), cancellationToken: Reading.Token).Soon();

        Assert.Empty(await silos.Sends.ReadAllAsync("nobody").Soon());
        Assert.Equal(ClusterSendState.Completed, (await silos.Sends.ProgressAsync("nobody", Reading.Token).Soon())!.State);
        Assert.Equal(0, started.Asked);
        Assert.Equal(0, emulator.CallsReceived);
    }

    [Fact]
    public async Task S8_A_send_whose_results_nobody_takes_waits_and_goes_on_when_they_are_taken()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: static options =>
        {
            options.IdentifiersPerShard = 10;
            options.MostShardsNotTaken = 2;
            options.ActiveShards = 2;
        });
        var pulled = 0;
        var starting = silos.Sends.StartAsync("slow", Ask.Hi, Counted(Ask.Names(400), () => pulled++), cancellationToken: Reading.Token);
        await silos.Sends.WhenAsync("slow", static progress => progress.State == ClusterSendState.WaitingForConsumer).Soon();

        Assert.InRange(pulled, 1, 100);
        Assert.InRange(emulator.MessagesStored, 20, 40);
        Assert.Equal(400, (await silos.Sends.ReadAllAsync("slow").Soon()).Count);
        Assert.Equal(400, (await starting.Soon()).Asked);
    }

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
    public async Task What_is_taken_and_over_is_removed_from_storage()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: static options =>
        {
            options.IdentifiersPerShard = 10;
            options.ResultRetention = TimeSpan.Zero;
        });
        await silos.Sends.StartAsync("gone", Ask.Hi, Ask.Streamed(Ask.Names(100)), cancellationToken: Reading.Token).Soon();
        Assert.Equal(100, (await silos.Sends.ReadAllAsync("gone").Soon()).Count);

        while (await silos.Sends.ProgressAsync("gone", Reading.Token) is not null)
            await Task.Delay(50, Reading.Token);

        Assert.Equal(0, silos.Storage.CountOf("progress") + silos.Storage.CountOf("identifiers") + silos.Storage.CountOf("send"));
        Assert.Empty(await silos.Sends.ListAsync(Reading.Token).ToListAsync(Reading.Token).AsTask().Soon());
    }

    private static async IAsyncEnumerable<string> Gated(Task gate)
    {
        yield return "first";
        await gate;
        yield return "second";
    }

    private static async IAsyncEnumerable<string> Counted(string[] names, Action pulled)
    {
        foreach (var name in names)
        {
            await Task.Yield();
            pulled();
            yield return name;
        }
    }
}
