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
}
