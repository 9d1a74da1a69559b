namespace RxTim.Tests;

/// <summary>A call that a test, or a transport, makes by hand.</summary>
public sealed class HandMadeCallTests
{
    private readonly Owner owner = new();

    [Fact]
    public void A_transport_is_tested_without_a_client()
    {
        var call = new MsgBatchCall(Ask.Hi, ["a", "b", "c"], owner);
        var transport = new ScriptedTransport(static call =>
        {
            call.Answer("b", 0);
            call.OnCallback(0, "", Entries.Failed(20_003, "a"));
            call.Lose("connection reset");
        });
        transport.Send(call);
        Assert.Equal(
            [("b", SendOutcome.Sent, 1L), ("a", SendOutcome.Failed, 0L), ("c", SendOutcome.Unknown, 2L)],
            owner.Results.Select(static result => (result.Identifier, result.Outcome, result.Ordinal)));
        Assert.All(owner.Results, static result => Assert.Equal(1, result.Attempts));
        Assert.Equal(3, owner.Reports);
        Assert.True(call.IsOver);
        Assert.Null(owner.Stopped);
    }

    [Fact]
    public void A_call_made_by_hand_says_what_it_carries()
    {
        var call = new MsgBatchCall(Ask.Hi with { Rand = 7, Seq = 8 }, ["a", "b"], owner);
        Assert.Equal((7u, 8u, false), (call.Random, call.Sequence, call.IsRetry));
        Assert.Equal(["a", "b"], call.Identifiers);
        Assert.Equal([0, 1], new[] { call.OrdinalOf(0), call.OrdinalOf(1) });
        Assert.Contains("\"a\",\"b\"", call.ToJson());
        Assert.False(call.IsOver);
        Assert.False(call.Aborted.IsCancellationRequested);
    }

    [Fact]
    public void What_a_call_lacks_is_drawn()
    {
        var call = new MsgBatchCall(Ask.Hi, ["a"], owner);
        Assert.NotEqual(0u, call.Random);
        Assert.NotEqual(0u, call.Sequence);
    }

    [Fact]
    public void A_call_needs_a_message_an_owner_and_identifiers()
    {
        Assert.Equal("message", Assert.Throws<ArgumentNullException>(() => new MsgBatchCall((Message)null!, ["a"], owner)).ParamName);
        Assert.Equal("identifiers", Assert.Throws<ArgumentNullException>(() => new MsgBatchCall(Ask.Hi, null!, owner)).ParamName);
        Assert.Equal("owner", Assert.Throws<ArgumentNullException>(() => new MsgBatchCall(Ask.Hi, ["a"], null!)).ParamName);
        Assert.Equal("original", Assert.Throws<ArgumentNullException>(() => new MsgBatchCall((MsgBatchCall)null!, owner)).ParamName);
        Assert.Throws<ArgumentException>(() => new MsgBatchCall(Ask.Hi, [], owner));
        Assert.ThrowsAny<Exception>(() => new MsgBatchCall(Ask.Hi, ["a", null!], owner));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(TimErrorCodes.UserSigExpired, true)]
    [InlineData(7009, false)]
    public void An_owner_is_told_that_no_call_can_succeed_and_whether_nothing_was_sent(int code, bool refused)
    {
        var call = new MsgBatchCall(Ask.Hi, ["a", "b"], owner);
        call.Answer("a", 0);
        if (refused)
            call.Refuse(code, "why");
        else
            call.Stop(code, "why");
        call.Stop(code, "again");
        call.AnswerRemaining(0);
        Assert.Equal((code, refused), owner.Stopped);
        Assert.Equal(1, owner.Stops);
        Assert.Single(owner.Results);
        Assert.True(call.IsOver);
        Assert.True(call.Aborted.IsCancellationRequested);
    }

    [Fact]
    public void An_owner_is_told_that_nothing_was_sent_where_a_held_call_is_stopped()
    {
        var held = new MsgBatchCall(Ask.Hi, ["a"], owner);
        held.Hold();
        held.Stop(7009, "gone");
        Assert.Equal((7009, true), owner.Stopped);
        var left = new MsgBatchCall(Ask.Hi, ["a"], owner);
        left.Hold();
        Assert.True(left.TryLeave());
        left.Stop(7009, "gone");
        Assert.Equal((7009, false), owner.Stopped);
    }

    [Fact]
    public void Who_closes_a_call_learns_who_has_no_result_and_hears_no_more()
    {
        var call = new MsgBatchCall(Ask.Hi, ["a", "b", "c"], owner);
        var early = call.Aborted;
        call.Answer("b", 0);
        Assert.Equal([0, 2], call.Close());
        Assert.Empty(call.Close());
        call.AnswerRemaining(0);
        Assert.Single(owner.Results);
        Assert.True(early.IsCancellationRequested);
        Assert.False(call.TryLeave());
    }

    [Fact]
    public void A_call_that_is_answered_in_full_is_not_aborted_when_it_is_closed()
    {
        var call = new MsgBatchCall(Ask.Hi, ["a"], owner);
        call.AnswerRemaining(0);
        Assert.Empty(call.Close());
        Assert.False(call.Aborted.IsCancellationRequested);
    }

    [Fact]
    public async Task A_call_of_a_send_can_only_be_closed_by_the_send()
    {
        var transport = new ScriptedTransport(static call =>
        {
            Assert.Throws<InvalidOperationException>(() => call.Close());
            call.AnswerRemaining(0);
        });
        await using var client = new TimClient(transport);
        Assert.Equal([("a", 0)], (await client.RunAsync(Face.Push, Ask.For("a")).Soon()).Codes);
    }

    [Fact]
    public void An_owner_that_throws_hurts_nobody()
    {
        using var unhandled = new Unhandled("owner broke");
        var call = new MsgBatchCall(Ask.Hi, ["a", "b"], new Owner { Throws = new IOException("owner broke") });
        call.Answer("a", 0);
        call.Stop(7009, "gone");
        Assert.Equal(2, unhandled.All.Count);
        Assert.True(call.IsOver);
    }

    [Fact]
    public void Many_threads_may_report_at_once()
    {
        var names = Ask.Names(1_000);
        var call = new MsgBatchCall(Ask.Hi, names, owner);
        Together.Run(8, thread =>
        {
            for (var i = 0; i < names.Length; i++)
                call.Answer(names[(i + (thread * 125)) % names.Length], 0);
        });
        Assert.Equal(names.Order(), owner.Results.Select(static result => result.Identifier).Order());
    }

    [Fact]
    public void An_identifier_that_stands_twice_in_a_call_has_a_result_for_each_place()
    {
        var call = new MsgBatchCall(Ask.Hi, ["a", "b", "a"], owner);
        call.Answer("a", 0);
        call.Answer("a", 20_003);
        call.Answer("a", 0);
        call.Answer("b", 0);
        Assert.Equal(
            [("a", 0, 0L), ("a", 20_003, 2L), ("b", 0, 1L)],
            owner.Results.Select(static result => (result.Identifier, result.Code, result.Ordinal)));
    }

    private sealed class Owner : IMsgBatchCallOwner
    {
        private readonly List<MsgBatchSendResult> results = [];

        public IOException? Throws { get; init; }

        public IReadOnlyList<MsgBatchSendResult> Results => results;

        public int Reports { get; private set; }

        public (int Code, bool IsRefused)? Stopped { get; private set; }

        public int Stops { get; private set; }

        public void OnResults(MsgBatchCall call, IReadOnlyList<MsgBatchSendResult> results)
        {
            lock (this.results)
            {
                Reports++;
                this.results.AddRange(results);
            }
            if (Throws is not null)
                throw Throws;
        }

        public void OnStopped(MsgBatchCall call, int code, string desc, bool isRefused)
        {
            Stops++;
            Stopped = (code, isRefused);
            if (Throws is not null)
                throw Throws;
        }
    }
}
