namespace RxTim.Tests;

/// <summary>S2: each result, and each identifier without one, says which row of what was asked it belongs to.</summary>
public sealed class S02_OrdinalTests
{
    private static readonly string[] Rows = ["a", "b", "a", "c", "b", "a", "d"];

    private readonly VirtualTime time = new();

    public static TheoryData<Face, bool> FacesAndWhetherEach => new MatrixTheoryData<Face, bool>(
        [Face.Push, Face.Pull, Face.StreamedPush, Face.StreamedPull, Face.CallbackList], [false, true]);

    public static TheoryData<Face, bool> StreamsAndWhetherEach => new MatrixTheoryData<Face, bool>(
        [Face.Push, Face.Pull, Face.StreamedPush, Face.StreamedPull], [false, true]);

    [Theory, MemberData(nameof(FacesAndWhetherEach))]
    public async Task S2_Results_join_with_the_rows_that_were_asked(Face face, bool each)
    {
        // Answers out of order, with a code that says who it is for.
        var transport = new ScriptedTransport(static call =>
        {
            foreach (var identifier in call.Identifiers.Reverse())
                call.Answer(identifier, 20_000 + identifier[0]);
        });
        await using var client = Client(transport, each);
        var ending = await client.RunAsync(face, Ask.For(Rows)).Soon();
        var asked = each ? Rows : [.. Rows.Distinct()];
        Assert.Equal(
            Enumerable.Range(0, asked.Length).Select(static i => (long)i), ending.Results.Select(static result => result.Ordinal).Order());
        Assert.All(ending.Results, result =>
            Assert.Equal((asked[result.Ordinal], 20_000 + asked[result.Ordinal][0]), (result.Identifier, result.Code)));
    }

    [Theory, MemberData(nameof(FacesAndWhetherEach))]
    public async Task S2_Ordinals_stay_where_identifiers_are_tried_again_in_other_calls(Face face, bool each)
    {
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(call.IsRetry ? 0 : TimErrorCodes.RestInternalError));
        await using var client = Client(transport, each, attempts: 2);
        var running = client.RunAsync(face, Ask.For(Rows));
        await time.PassUntilAsync(running);
        var asked = each ? Rows : [.. Rows.Distinct()];
        var results = (await running.Soon()).Results;
        Assert.Equal(asked, results.OrderBy(static result => result.Ordinal).Select(static result => result.Identifier));
        Assert.Equal(asked.Length, results.Select(static result => result.Ordinal).Distinct().Count());
    }

    [Theory, MemberData(nameof(StreamsAndWhetherEach))]
    public async Task S2_An_error_says_where_those_without_a_result_stand(Face face, bool each)
    {
        var transport = new ScriptedTransport(static call =>
        {
            if (call.OrdinalOf(0) >= 2)
                call.Hold();
        });
        await using var client = Client(transport, each);
        var running = client.RunAsync(face, Ask.For(Rows));
        var asked = each ? Rows : [.. Rows.Distinct()];
        var calls = await transport.TakesAsync((asked.Length + 1) / 2);
        calls[0].Answer("b", 0);
        await client.DisposeAsync();

        var ending = await running.Soon();
        var error = ending.TimError;
        Assert.Equal([(1L, "b")], ending.Results.Select(static result => (result.Ordinal, result.Identifier)));
        Assert.Equal([(0L, "a")], error.UnansweredOrdinals.Zip(error.Unanswered));
        Assert.Equal(
            Enumerable.Range(2, asked.Length - 2).Select(i => ((long)i, asked[i])), error.RefusedOrdinals.Zip(error.Refused));
    }

    [Fact]
    public async Task S2_A_stopped_callback_tells_apart_the_rows_of_one_identifier()
    {
        // The first a is answered, the second is in doubt, and the third was not attempted.
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new()
        {
            Duplicates = DuplicateIdentifiers.SendEach,
            IdentifiersPerCall = 1,
            MaxConcurrentCalls = 2,
            Linger = Timeout.InfiniteTimeSpan,
        });
        var running = client.RunAsync(Face.CallbackList, Ask.For("a", "a", "a", "a"));
        (await transport.TakesAsync(2))[0].AnswerRemaining(0);
        var calls = await transport.TakesAsync(3);
        calls[2].Refuse(-1, "");
        var results = (await running.Soon()).Results;
        Assert.Equal([0, 1, 2, 3], results.Select(static result => result.Ordinal));
        Assert.Equal(
            [SendOutcome.Sent, SendOutcome.Unknown, SendOutcome.Failed, SendOutcome.Failed],
            results.Select(static result => result.Outcome));
    }

    private TimClient Client(ScriptedTransport transport, bool each, int attempts = 1) => new(transport, new()
    {
        TimeProvider = time,
        IdentifiersPerCall = 2,
        MaxConcurrentCalls = 8,
        ResultTimeout = Timeout.InfiniteTimeSpan,
        Linger = Timeout.InfiniteTimeSpan,
        Duplicates = each ? DuplicateIdentifiers.SendEach : DuplicateIdentifiers.SendOnce,
        Retry = new() { MaxAttempts = attempts },
    });
}
