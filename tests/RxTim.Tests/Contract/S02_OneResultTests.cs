namespace RxTim.Tests;

/// <summary>S2 One result per identifier, whatever the backend does.</summary>
public sealed class S02_OneResultTests
{
    private static readonly string[] All = ["a", "b", "c"];

    public static TheoryData<Face> Faces => RxTim.Tests.Faces.All;

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_Each_identifier_has_one_result(Face face)
    {
        var ending = await RunAsync(face, (_, callback) => callback(0, "", Entries.Sent(All), null));
        Assert.Equal(All, ending.Identifiers);
        Assert.Null(ending.Error);
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_A_doubled_entry_is_given_once_and_the_first_counts(Face face)
    {
        var json = Entries.Json(Entries.Of("a"), Entries.Of("a", 5), Entries.Of("b", 6), Entries.Of("b"), Entries.Of("c"), Entries.Of("c"));
        var ending = await RunAsync(face, (_, callback) => callback(0, "", json, null));
        Assert.Equal([("a", 0), ("b", 6), ("c", 0)], ending.Codes);
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_A_doubled_callback_is_given_once(Face face)
    {
        var ending = await RunAsync(face, (_, callback) =>
        {
            callback(0, "", Entries.Sent("a", "b"), null);
            callback(0, "", Entries.Failed(5, "a", "b"), null);
            callback(0, "", Entries.Sent("c"), null);
            callback(0, "", Entries.Failed(5, All), null);
        });
        Assert.Equal([("a", 0), ("b", 0), ("c", 0)], ending.Codes);
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_Results_that_many_threads_bring_one_by_one_all_come(Face face)
    {
        const int threads = 4;
        const int identifiers = 20_000;
        var transport = new ScriptedTransport(
            call => Together.Run(threads, thread =>
            {
                for (var i = thread; i < call.Identifiers.Count; i += threads)
                    call.Answer(call.Identifiers[i], 0);
            }),
            new() { MaxIdentifiersPerCall = identifiers, BestIdentifiersPerCall = identifiers });
        await using var client = new TimClient(transport);
        var ending = await client.RunAsync(face, Ask.Many(identifiers)).Soon();
        Assert.Null(ending.Error);
        Assert.Equal(Ask.Many(identifiers).Identifiers.Order(), ending.Identifiers.Order());
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_An_entry_for_someone_who_was_not_asked_is_dropped(Face face)
    {
        var ending = await RunAsync(face, (_, callback) => callback(0, "", Entries.Sent("x", "a", "", "A", "b", "c ", "c", "y"), null));
        Assert.Equal(All, ending.Identifiers);
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_Entries_out_of_order_are_taken(Face face)
    {
        var ending = await RunAsync(face, (_, callback) => callback(0, "", Entries.Sent("c", "a", "b"), null));
        Assert.Equal(All, ending.Identifiers.Order());
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_An_answer_split_over_several_callbacks_is_put_together(Face face)
    {
        var ending = await RunAsync(face, (_, callback) =>
        {
            callback(0, "", Entries.Sent("b"), null);
            callback(0, "", "[]", null);
            callback(7, "partial", Entries.Failed(7, "c"), null);
            callback(0, "", Entries.Sent("a"), null);
        });
        Assert.Equal([("a", 0), ("b", 0), ("c", 7)], ending.Codes.Order());
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_Entries_missing_from_the_callback_become_unknown(Face face)
    {
        var time = new VirtualTime();
        var sdk = CallbackSdk.Silent();
        await using var client = new TimClient(sdk.Transport, new() { TimeProvider = time, Linger = Timeout.InfiniteTimeSpan });
        var running = client.RunAsync(face, Ask.For(All));
        var (_, callback) = (await sdk.TakesAsync(1))[0];

        callback(0, "", Entries.Sent("b"), null);
        time.Advance(TimeSpan.FromMinutes(1));

        var ending = await running.Soon();
        Assert.Equal([("a", 6012), ("b", 0), ("c", 6012)], ending.Codes.Order());
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_A_callback_that_never_comes_leaves_unknown_results(Face face)
    {
        var time = new VirtualTime();
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new()
        {
            TimeProvider = time,
            IdentifiersPerCall = 2,
            Linger = Timeout.InfiniteTimeSpan,
        });
        var running = client.RunAsync(face, Ask.For(All));
        await transport.TakesAsync(2);

        time.Advance(TimeSpan.FromMinutes(1));

        var ending = await running.Soon();
        Assert.Equal(All, ending.Identifiers.Order());
        Assert.All(ending.Results, static result => Assert.Equal(SendOutcome.Unknown, result.Outcome));
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_A_repeated_identifier_is_sent_to_once(Face face)
    {
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 2 });
        var ending = await client.RunAsync(face, Ask.For("a", "b", "a", "a", "c", "b")).Soon();
        Assert.Equal(All, ending.Identifiers);
        Assert.Equal(All, transport.Calls.SelectMany(static call => call.Identifiers));
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_With_SendEach_there_is_one_result_for_each_occurrence(Face face)
    {
        var sdk = new CallbackSdk((identifiers, callback) =>
        {
            callback(0, "", Entries.Sent(identifiers.Reverse()), null);
            return TIMResult.Succ;
        });
        await using var client = new TimClient(sdk.Transport, new() { Duplicates = DuplicateIdentifiers.SendEach });
        var ending = await client.RunAsync(face, Ask.For("a", "b", "a", "a", "c", "b")).Soon();
        Assert.Equal(["a", "a", "a", "b", "b", "c"], ending.Identifiers.Order());
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_With_SendEach_an_answer_for_one_of_two_occurrences_leaves_the_other_open(Face face)
    {
        var time = new VirtualTime();
        var transport = new ScriptedTransport(static call => call.Answer("a", 0));
        await using var client = new TimClient(transport, new()
        {
            Duplicates = DuplicateIdentifiers.SendEach,
            TimeProvider = time,
            Linger = Timeout.InfiniteTimeSpan,
        });
        var running = client.RunAsync(face, Ask.For("a", "a"));
        await transport.TakesOneAsync();

        time.Advance(TimeSpan.FromMinutes(1));

        var ending = await running.Soon();
        Assert.Equal([("a", 0), ("a", 6012)], ending.Codes);
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task S2_Answers_of_all_calls_on_many_threads_are_each_given_once(Face face)
    {
        var transport = ScriptedTransport.NeverAnswers(new() { BestCallsInFlight = 10, BestIdentifiersPerCall = 100 });
        await using var client = new TimClient(transport, new() { Linger = Timeout.InfiniteTimeSpan });
        var running = client.RunAsync(face, Ask.Many(1_000));
        var calls = await transport.TakesAsync(10);

        // Every thread answers everything, each in another order.
        Together.Run(8, thread =>
        {
            foreach (var call in thread % 2 == 0 ? calls : calls.Reverse())
                call.OnCallback(0, "", Entries.Sent(call.Identifiers.Skip(thread * 12).Concat(call.Identifiers.Take(thread * 12))));
        });

        var ending = await running.Soon();
        Assert.Equal(Ask.Names(1_000).Order(), ending.Identifiers.Order());
    }

    [Fact]
    public async Task S2_An_identifier_repeated_in_another_call_of_the_same_send_has_its_result_with_SendEach()
    {
        var options = new TimClientOptions { Duplicates = DuplicateIdentifiers.SendEach, IdentifiersPerCall = 1 };
        await using var client = new TimClient(ScriptedTransport.SendsAll(), options);
        Assert.Equal(["a", "a"], (await client.RunAsync(Face.Pull, Ask.For("a", "a")).Soon()).Identifiers);
    }

    [Fact]
    public async Task S2_A_callback_of_many_thousand_entries_gives_all()
    {
        var names = Ask.Names(20_000);
        var transport = new ScriptedTransport(call => call.OnCallback(0, "", Entries.Sent(names.Reverse())));
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = names.Length });
        var ending = await client.RunAsync(Face.Pull, Ask.For(names)).Soon();
        Assert.Single(transport.Calls);
        Assert.Equal(names.Reverse(), ending.Identifiers);
    }

    [Fact]
    public async Task S2_The_largest_number_of_identifiers_a_call_can_be_asked_for_is_not_reserved_in_advance()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = int.MaxValue });
        var ending = await client.RunAsync(Face.Pull, Ask.For(All)).Soon();
        Assert.Null(ending.Error);
        Assert.Equal(All, Assert.Single(transport.Calls).Identifiers);
    }

    private static async Task<Ending> RunAsync(Face face, Action<string[], ValueCallback<string>> onCall)
    {
        var sdk = new CallbackSdk((identifiers, callback) =>
        {
            onCall(identifiers, callback);
            return TIMResult.Succ;
        });
        await using var client = new TimClient(sdk.Transport, new() { Linger = Timeout.InfiniteTimeSpan });
        return await client.RunAsync(face, Ask.For(All)).Soon();
    }
}
