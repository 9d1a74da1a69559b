using RxTim.Emulator;

namespace RxTim.Orleans.Tests;

/// <summary>S2 One result per identifier, whatever the backend does.</summary>
public sealed class S02_OneResultTests
{
    [Fact]
    public async Task S2_Each_identifier_has_one_result()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, silos: 2, options => options.IdentifiersPerShard = 100);
        var names = Ask.Names(1_234);

        var started = await silos.Sends.StartAsync("campaign", Ask.Hi, Ask.Streamed(names), cancellationToken: Reading.Token).Soon();
        var results = await silos.Sends.ReadAllAsync("campaign").Soon();

        Assert.True(started.AllGiven);
        Assert.Equal(1_234, started.Asked);
        Assert.Equal(names, results.OrderBy(static result => result.Result.Ordinal).Select(static result => result.Result.Identifier));
        Assert.All(results, static result => Assert.True(result.Result.IsSuccess));
        Assert.Equal(1_234, emulator.MessagesStored);
    }

    [Fact]
    public async Task S2_A_doubled_entry_is_given_once_and_the_first_counts()
    {
        var results = await SendAsync(static call =>
        {
            foreach (var identifier in call.Identifiers)
            {
                call.Answer(identifier, 0);
                call.Answer(identifier, 5);
            }
            call.OnCallback(0, "", Entries.Failed(6, call.Identifiers));
        });

        Assert.All(results, static result => Assert.Equal(0, result.Code));
    }

    [Fact]
    public async Task S2_An_entry_for_someone_who_was_not_asked_is_dropped() =>
        await SendAsync(static call => call.OnCallback(0, "", Entries.Sent(["stranger", .. call.Identifiers, "u999"])));

    [Fact]
    public async Task S2_Entries_missing_from_the_callback_become_unknown()
    {
        var results = await SendAsync(
            static call => call.OnCallback(0, "", Entries.Sent(call.Identifiers.Where(static one => one != "u7"))),
            resultTimeout: TimeSpan.FromMilliseconds(200));

        Assert.Equal("u7", Assert.Single(results, static result => result.Outcome == SendOutcome.Unknown).Identifier);
    }

    [Fact]
    public async Task S2_A_repeated_identifier_is_sent_to_once()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: static options => options.IdentifiersPerShard = 10);
        var names = Ask.Names(40);

        // The repeats come in other shards than the first ones.
        var started = await silos.Sends.StartAsync("repeats", Ask.Hi, Ask.Streamed([.. names, .. names]), cancellationToken: Reading.Token).Soon();

        Assert.Equal(40, started.Asked);
        Assert.Equal(40, (await silos.Sends.ReadAllAsync("repeats").Soon()).Count);
        Assert.Equal(40, emulator.MessagesStored);
    }

    [Fact]
    public async Task S2_Answers_of_all_calls_on_many_threads_are_each_given_once() =>
        await SendAsync(static call => Together.Run(4, _ =>
        {
            foreach (var identifier in call.Identifiers)
                call.Answer(identifier, 0);
        }));

    // Whatever the backend does, each has one result.
    private static async Task<List<MsgBatchSendResult>> SendAsync(Action<MsgBatchCall> onCall, TimeSpan? resultTimeout = null)
    {
        await using var silos = await TestSilos.StartAsync(new ScriptedTransport(onCall), configure: options =>
        {
            options.IdentifiersPerShard = 10;
            options.Client = new TimClientOptions { IdentifiersPerCall = 5, ResultTimeout = resultTimeout ?? Waiting.Limit };
        });
        var names = Ask.Names(40);
        await silos.Sends.StartAsync("one", Ask.Hi, Ask.Streamed(names), cancellationToken: Reading.Token).Soon();
        var results = (await silos.Sends.ReadAllAsync("one").Soon()).ConvertAll(static result => result.Result);
        Assert.Equal(names, results.OrderBy(static result => result.Ordinal).Select(static result => result.Identifier));
        return results;
    }
}
