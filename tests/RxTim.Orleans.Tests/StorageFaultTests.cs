using System.Collections.Concurrent;
using Orleans.Storage;
using RxTim.Emulator;

namespace RxTim.Orleans.Tests;

/// <summary>A storage that fails at any of its writes, before or after it has written, or says that another has written.</summary>
public sealed class StorageFaultTests
{
    public static TheoryData<string, bool> Faults => new()
    {
        { "send", true }, { "send", false }, { "identifiers", true }, { "identifiers", false }, { "progress", true }, { "progress", false },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task S2_A_storage_that_fails_now_and_then_loses_and_doubles_nothing(string state, bool before)
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: static options => options.IdentifiersPerShard = 50);
        var asked = 0;
        Task Fail(string stateName, string key) => stateName == state && Interlocked.Increment(ref asked) % 3 == 1
            ? Task.FromException(new TimeoutException("the storage is away"))
            : Task.CompletedTask;
        if (before)
            silos.Storage.BeforeWrite = Fail;
        else
            silos.Storage.AfterWrite = Fail;
        var names = Ask.Names(300);

        await silos.Sends.StartAsync("faults", Ask.Hi, Ask.Streamed(names), cancellationToken: Reading.Token).Soon();
        var results = await silos.Sends.ReadAllAsync("faults").Soon();

        Assert.Equal(names.Order(), results.Select(static result => result.Result.Identifier).Order());
        Assert.True(asked > 3);
        // Who is sent to twice had been reported in doubt by an activation that the storage put out of date; so nobody is.
        Assert.All(emulator.Messages.GroupBy(static message => message.Receiver), static had => Assert.Single(had));
    }

    [Fact]
    public async Task Another_activation_that_has_written_stops_this_one_before_anything_leaves()
    {
        var backend = new HistoryBackend();
        await using var silos = await TestSilos.StartAsync(backend, configure: options => options.IdentifiersPerShard = 10);
        var conflicts = new ConcurrentDictionary<string, int>();
        // The second write of each shard is the first hand-over.
        silos.Storage.BeforeWrite = (state, key) => state == "progress" && conflicts.AddOrUpdate(key, 1, static (_, count) => count + 1) == 2
            ? Task.FromException(new InconsistentStateException("Another activation has written."))
            : Task.CompletedTask;

        await silos.Sends.StartAsync("fence", Ask.Hi, Ask.Streamed(Ask.Names(40)), cancellationToken: Reading.Token).Soon();
        var results = await silos.Sends.ReadAllAsync("fence").Soon();

        Assert.Equal(40, results.Count(static result => result.Result.IsSuccess));
        Assert.All(backend.Messages, static had => Assert.Equal(1, had.Value));
        Assert.All(conflicts, static shard => Assert.True(shard.Value > 2));
    }
}
