namespace RxTim.Tests;

/// <summary>S10 Callback form: <c>TIMResult</c> at once, the callback exactly once, all results in the order asked.</summary>
public sealed class S10_CallbackFormTests
{
    private readonly TaskCompletionSource<(int Code, string Desc, List<MsgBatchSendResult> Results, string? UserData)> listed = new();
    private readonly TaskCompletionSource<(int Code, string Desc, string Json, string? UserData)> written = new();
    private int calls;

    [Fact]
    public async Task S10_The_call_returns_before_the_backend_answers_even_if_it_answers_inside_its_call()
    {
        var release = new TaskCompletionSource();
        var transport = new ScriptedTransport(call =>
        {
            Assert.True(release.Task.Wait(Waiting.Limit, TestContext.Current.CancellationToken));
            call.AnswerRemaining(0);
        });
        await using var client = new TimClient(transport);
        Assert.Equal(TIMResult.Succ, client.MsgBatchSend(Ask.For("a"), List));
        Assert.Equal(0, calls);
        release.SetResult();
        await listed.Task.Soon();
    }

    [Fact]
    public async Task S10_The_list_has_all_results_in_the_order_asked_with_the_user_data()
    {
        var transport = new ScriptedTransport(static call => call.OnCallback(0, "", Entries.Sent(call.Identifiers.Reverse())));
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 7 });
        client.MsgBatchSend(Ask.Many(100), List, "user data");
        var (code, desc, results, userData) = await listed.Task.Soon();
        Assert.Equal((0, "", "user data"), (code, desc, userData));
        Assert.Equal(Ask.Names(100), results.Select(static result => result.Identifier));
    }

    [Fact]
    public async Task S10_The_JSON_has_all_results_in_the_order_asked_in_the_backends_own_format()
    {
        var transport = new ScriptedTransport(static call => call.OnCallback(6013, "", Sample.ImSdkCallback));
        await using var client = new TimClient(transport, new() { Duplicates = DuplicateIdentifiers.SendEach });
        client.MsgBatchSend(MsgBatchSendParam.Parse(Sample.ImSdkParam), Json, "user data");
        var (code, desc, json, userData) = await written.Task.Soon();
        Assert.Equal((6013, "not initialized", "user data"), (code, desc, userData));
        JsonAssert.Same(Sample.ImSdkCallback, json);
    }

    [Fact]
    public async Task S10_Each_result_stands_where_its_first_occurrence_was_asked()
    {
        var transport = new ScriptedTransport(static call => call.OnCallback(0, "", Entries.Sent(call.Identifiers.Reverse())));
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 2 });
        client.MsgBatchSend(Ask.For("b", "a", "b", "c", "a"), List);
        Assert.Equal(["b", "a", "c"], (await listed.Task.Soon()).Results.Select(static result => result.Identifier));
    }

    [Theory]
    [InlineData(0, "", 5, 0, 7)]
    [InlineData(5, "failed with 5", 5, 7, 5)]
    [InlineData(7, "failed with 7", 7, 5, 5)]
    [InlineData(0, "", 0, 0, 0)]
    public async Task S10_The_code_is_0_if_any_identifier_was_sent_to_else_the_first_failures(int code, string desc, int a, int b, int c)
    {
        static System.Text.Json.Nodes.JsonObject Entry(string identifier, int code) =>
            Entries.Of(identifier, code, code == 0 ? "" : $"failed with {code}");
        // The answer comes backwards: "first" is in the order asked.
        var transport = new ScriptedTransport(call => call.OnCallback(0, "", Entries.Json(Entry("c", c), Entry("b", b), Entry("a", a))));
        await using var client = new TimClient(transport);
        client.MsgBatchSend(Ask.For("a", "b", "c"), List);
        var called = await listed.Task.Soon();
        Assert.Equal((code, desc), (called.Code, called.Desc));
    }

    [Fact]
    public async Task S10_A_doubled_callback_of_the_backend_calls_back_once()
    {
        var sdk = CallbackSdk.Silent();
        await using var client = new TimClient(sdk.Transport);
        client.MsgBatchSend(Ask.For("a", "b"), List);
        var (identifiers, callback) = (await sdk.TakesAsync(1))[0];
        Together.Run(8, _ => callback(0, "", Entries.Sent(identifiers), null));
        await listed.Task.Soon();
        await client.DisposeAsync();
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task S10_Without_success_nothing_is_called()
    {
        var transport = ScriptedTransport.SendsAll();
        var client = new TimClient(transport);
        Assert.Equal(TIMResult.ErrParam, client.MsgBatchSend(null!, List));
        Assert.Equal(TIMResult.ErrParam, client.MsgBatchSend(Ask.For("a"), (ValueCallback<List<MsgBatchSendResult>>)null!));
        Assert.Equal(TIMResult.ErrParam, client.MsgBatchSend(Ask.For("a"), (ValueCallback<string>)null!));
        await client.DisposeAsync();
        Assert.Equal(TIMResult.ErrSdkUninit, client.MsgBatchSend(Ask.For("a"), List));
        Assert.Equal(TIMResult.ErrSdkUninit, client.MsgBatchSend(Ask.For("a"), Json));
        Assert.Equal(0, calls);
        Assert.Empty(transport.Calls);
    }

    [Fact]
    public async Task S10_A_stopped_send_calls_back_with_every_identifier_accounted_for()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 2, MaxConcurrentCalls = 2 });
        client.MsgBatchSend(Ask.For("a", "b", "c", "d", "e", "c"), List);
        var sent = await transport.TakesAsync(2);
        sent[0].Answer("b", 0);
        sent[1].Refuse(-2, "");

        var called = await listed.Task.Soon();

        Assert.Equal(0, called.Code);
        Assert.Equal(
            [("a", -2), ("b", 0), ("c", -2), ("d", -2), ("e", -2)],
            called.Results.Select(static result => (result.Identifier, result.Code)));
        Assert.Equal(
            [SendOutcome.Unknown, SendOutcome.Sent, SendOutcome.Failed, SendOutcome.Failed, SendOutcome.Failed],
            called.Results.Select(static result => result.Outcome));
    }

    [Fact]
    public async Task S10_A_stopped_send_calls_back_with_every_occurrence_accounted_for()
    {
        var transport = ScriptedTransport.NeverAnswers();
        var options = new TimClientOptions { IdentifiersPerCall = 1, MaxConcurrentCalls = 3, Duplicates = DuplicateIdentifiers.SendEach };
        await using var client = new TimClient(transport, options);
        client.MsgBatchSend(Ask.For("a", "b", "c", "a", "b", "b"), List);
        var sent = await transport.TakesAsync(3);
        sent[2].Refuse(-1, "");

        var called = await listed.Task.Soon();

        Assert.Equal(-1, called.Code);
        Assert.Equal(["a", "b", "c", "a", "b", "b"], called.Results.Select(static result => result.Identifier));
        Assert.Equal(
            [SendOutcome.Unknown, SendOutcome.Unknown, SendOutcome.Failed, SendOutcome.Failed, SendOutcome.Failed, SendOutcome.Failed],
            called.Results.Select(static result => result.Outcome));
    }

    [Fact]
    public async Task S10_A_client_disposed_while_a_timeout_is_told_says_of_each_identifier_that_it_was_handed_over()
    {
        var time = new VirtualTime();
        var transport = ScriptedTransport.NeverAnswers();
        var client = new TimClient(transport, new() { IdentifiersPerCall = 1, TimeProvider = time });
        var observer = new RecordingObserver(_ => client.DisposeAsync().AsTask().Wait(TestContext.Current.CancellationToken));
        client.MsgBatchSend(Ask.For("a", "b", "c")).Subscribe(observer);
        await transport.TakesAsync(3);
        time.Advance(TimeSpan.FromMinutes(1));
        await observer.EndedAsync();
        var error = Assert.IsType<TimException>(observer.Error);
        Assert.Equal(3, error.Attempted);
        Assert.Equal(3, error.Answered + error.Unanswered.Count);
    }

    [Fact]
    public async Task S10_A_failing_source_of_the_list_calls_back_with_every_identifier()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        client.MsgBatchSend(Ask.For("a", "\ud83d", "b"), Json);
        var called = await written.Task.Soon();
        Assert.Equal(0, called.Code);
        Assert.Equal([0, 6017, 6017], MsgBatchSendResult.ParseArray(called.Json).Select(static result => result.Code));
    }

    [Theory]
    [InlineData(""" "\ud83d" """, false)]
    [InlineData(""" ["\ude00x"] """, false)]
    [InlineData(""" {"\ud83d":1} """, false)]
    [InlineData(""" "\ud83d" """, true)]
    [InlineData(""" {"\ud83d":1} """, true)]
    public async Task S10_Half_a_surrogate_pair_in_the_answer_does_not_keep_the_callback_from_being_called(string value, bool inMessage)
    {
        var key = inMessage ? "\"msg_batch_send_result_msg\":{\n\"new\":" + value + "\n}" : "\"new\":" + value;
        var json = $$"""[{"msg_batch_send_result_code":0,"msg_batch_send_result_identifier":"a",{{key}}}]""";
        await using var client = new TimClient(CallbackSdk.Answering(0, json).Transport);
        client.MsgBatchSend(Ask.For("a"), Json);
        await written.Task.Soon();
    }

    [Fact]
    public async Task S10_Half_a_surrogate_pair_in_a_description_does_not_keep_the_callback_from_being_called()
    {
        await using var client = new TimClient(new ScriptedTransport(static call => call.Lose("cut \ud83d")));
        client.MsgBatchSend(Ask.For("a"), Json);
        Assert.Contains("cut", Assert.Single(MsgBatchSendResult.ParseArray((await written.Task.Soon()).Json)).Desc);
    }

    private void List(int code, string desc, List<MsgBatchSendResult> results, string? userData)
    {
        Interlocked.Increment(ref calls);
        listed.SetResult((code, desc, results, userData));
    }

    private void Json(int code, string desc, string json, string? userData)
    {
        Interlocked.Increment(ref calls);
        written.SetResult((code, desc, json, userData));
    }
}
