using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

public class RestAnswerTests
{
    [Fact]
    public async Task S2_Listed_accounts_failed_and_the_others_are_sent_to()
    {
        var stub = StubHandler.Answers(
            """
            {"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":"","MsgKey":"4294967295_0_1558598924",
             "ErrorList":[{"To_Account":"b","ErrorCode":70107},{"To_Account":"d","ErrorCode":99999}]}
            """);

        var results = (await SendAsync(stub, "a", "b", "c", "d")).OneEach("a", "b", "c", "d");

        Assert.Equal((0, SendOutcome.Sent, ""), (results["a"].Code, results["a"].Outcome, results["a"].Desc));
        Assert.Equal((70107, SendOutcome.Failed, TimErrorCodes.Describe(70107)), (results["b"].Code, results["b"].Outcome, results["b"].Desc));
        Assert.Equal(SendOutcome.Sent, results["c"].Outcome);
        Assert.Equal((99999, SendOutcome.Failed), (results["d"].Code, results["d"].Outcome));
        Assert.Null(results["b"].Message);
    }

    [Fact]
    public async Task A_result_has_the_message_with_the_numbers_of_the_MsgKey()
    {
        var message = Message.Text("hello") with { CloudCustomStr = "c" };

        var results = await SendAsync(StubHandler.SendsAll(), Options with { From = "sender" }, message, "a", "b");

        var sent = results.OneEach("a", "b")["b"].Message!;
        Assert.Equal(("b", ConvType.C2C, "sender", 28360ul, 19901224ul, 1558598924ul), (sent.ConvId, sent.ConvType, sent.Sender, sent.Seq, sent.Rand, sent.ServerTime));
        Assert.Equal((MessageStatus.Sent, true, "c"), (sent.Status, sent.IsFromSelf, sent.CloudCustomStr));
        Assert.Equal(message.Elements, sent.Elements);
    }

    [Theory]
    [InlineData("28360_19901224_1558598924")]
    [InlineData("of another form")]
    public async Task S18_A_result_keeps_the_MsgKey_and_the_MsgId_of_the_answer(string msgKey)
    {
        var stub = StubHandler.Answers($$"""{"ErrorCode":0,"MsgKey":"{{msgKey}}","MsgId":"144115-1","ErrorList":[{"To_Account":"b","ErrorCode":1}]}""");

        var results = (await SendAsync(stub, "a", "b")).OneEach("a", "b");

        Assert.Equal((msgKey, "144115-1"), (results["a"].MsgKey, results["a"].Message!.MsgId));
        Assert.Null(results["b"].MsgKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"MsgKey\":null")]
    [InlineData(",\"MsgKey\":\"\"")]
    [InlineData(",\"MsgKey\":\"1_2\"")]
    [InlineData(",\"MsgKey\":\"1_2_-3\"")]
    public async Task Without_a_MsgKey_a_result_has_the_numbers_of_the_call(string msgKey)
    {
        var stub = StubHandler.Answers($$"""{"ActionStatus":"OK","ErrorCode":0{{msgKey}}}""");

        var results = await SendAsync(stub, Options, Message.Text("t") with { Rand = 5, Seq = 6 }, "a");

        Assert.Equal((6ul, 5ul, null), (results[0].Message!.Seq, results[0].Message!.Rand, results[0].Message!.ServerTime));
    }

    [Fact]
    public async Task Entries_that_are_doubled_or_say_success_are_harmless()
    {
        var stub = StubHandler.Answers(
            """
            {"New":{"a":[{"ErrorCode":5}]},"ErrorList":[{"To_Account":"b","ErrorCode":70107,"Extra":[1,{"x":2}]},{"ErrorCode":90048,"To_Account":"b"},
            {"To_Account":"nobody","ErrorCode":0},{"To_Account":"a","ErrorCode":0}],"ErrorCode":0,"ActionStatus":"OK"}
            """);

        var results = (await SendAsync(stub, "a", "b")).OneEach("a", "b");

        Assert.Equal((0, 70107), (results["a"].Code, results["b"].Code));
    }

    [Theory]
    [InlineData("B", "B")]
    [InlineData("b ", "b ")]
    [InlineData("ｂ", "ｂ")]
    [InlineData("", "")]
    [InlineData("b\\u0000", "b\\u0000")]
    [InlineData("b\\ud800", "b\uFFFD")]
    public async Task S18_Whoever_has_no_entry_is_unknown_where_an_entry_matches_nobody(string listed, string named)
    {
        var stub = StubHandler.Answers($$"""{"ErrorCode":0,"ErrorList":[{"To_Account":"{{listed}}","ErrorCode":70107},{"To_Account":"c","ErrorCode":90048}]}""");

        var results = (await SendAsync(stub, "a", "b", "c")).OneEach("a", "b", "c");

        Assert.Equal((90048, SendOutcome.Failed), (results["c"].Code, results["c"].Outcome));
        Assert.All([results["a"], results["b"]], result => Assert.Equal((6001, SendOutcome.Unknown), (result.Code, result.Outcome)));
        Assert.Contains($"lists \"{named}\" as failed", results["a"].Desc, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S18_An_entry_in_broken_bytes_is_nobodys_though_mended_it_would_be_somebodys()
    {
        var stub = StubHandler.Answers([.. "{\"ErrorCode\":0,\"ErrorList\":[{\"To_Account\":\"b"u8, 0xe4, .. "\",\"ErrorCode\":1}]}"u8]);

        var results = await SendAsync(stub, "a", "b\uFFFD");

        Assert.All(results.OneEach("a", "b\uFFFD").Values, result => Assert.Equal(SendOutcome.Unknown, result.Outcome));
    }

    [Fact]
    public async Task S18_If_all_failed_a_name_that_matches_nobody_changes_nothing()
    {
        var stub = StubHandler.Answers("""{"ErrorCode":90012,"ErrorList":[{"To_Account":"A","ErrorCode":70107}]}""");

        var results = await SendAsync(stub, "a", "b");

        Assert.All(results.OneEach("a", "b").Values, result => Assert.Equal((90012, SendOutcome.Failed), (result.Code, result.Outcome)));
    }

    [Fact]
    public async Task If_all_failed_each_has_its_own_code_and_not_the_calls()
    {
        var stub = StubHandler.Answers(
            """
            {"ActionStatus":"FAIL","ErrorCode":90012,"ErrorInfo":"all failed","MsgKey":"",
            "ErrorList":[{"To_Account":"a","ErrorCode":70107},{"To_Account":"b","ErrorCode":90048,"ErrorInfo":"why"}]}
            """);

        var results = (await SendAsync(stub, "a", "b")).OneEach("a", "b");

        Assert.Equal((70107, 90048, "why"), (results["a"].Code, results["b"].Code, results["b"].Desc));
    }

    [Theory]
    [InlineData(90001)]
    [InlineData(90002)]
    [InlineData(90003)]
    [InlineData(90005)]
    [InlineData(90007)]
    [InlineData(90008)]
    [InlineData(90010)]
    [InlineData(90011)]
    [InlineData(90012)]
    [InlineData(90026)]
    [InlineData(90031)]
    [InlineData(90044)]
    [InlineData(90048)]
    [InlineData(93000)]
    [InlineData(80001)]
    [InlineData(70169)]
    [InlineData(70500)]
    [InlineData(90992)]
    [InlineData(90994)]
    [InlineData(90995)]
    [InlineData(91000)]
    [InlineData(123456)]
    [InlineData(-1234)]
    public async Task S5_A_refused_call_gives_each_identifier_its_code(int code)
    {
        var stub = StubHandler.Answers($$"""{"ActionStatus":"FAIL","ErrorCode":{{code}},"ErrorInfo":"the reason"}""");

        var results = (await SendAsync(stub, "a", "b")).OneEach("a", "b");

        Assert.All(results.Values, result => Assert.Equal((code, "the reason", SendOutcome.Failed), (result.Code, result.Desc, result.Outcome)));
        Assert.Single(stub.Requests);
    }

    [Theory]
    [InlineData(70002)]
    [InlineData(70003)]
    [InlineData(70005)]
    [InlineData(70009)]
    [InlineData(70013)]
    [InlineData(70014)]
    [InlineData(70403)]
    [InlineData(60010)]
    [InlineData(90009)]
    public async Task S5_A_code_that_holds_for_every_call_stops_the_send(int code)
    {
        var stub = StubHandler.Answers($$"""{"ActionStatus":"FAIL","ErrorCode":{{code}},"ErrorInfo":"the reason"}""");

        var stopped = await Assert.ThrowsAsync<TimException>(() => SendAsync(stub, "a", "b"));

        Assert.Equal(code, stopped.Code);
        Assert.Equal(["a", "b"], stopped.Refused);
        Assert.Empty(stopped.Unanswered);
        Assert.Contains("the reason", stopped.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(60006), InlineData(60007)]
    public async Task Too_many_calls_are_no_failure_and_the_same_identifiers_are_sent_to_again(int code)
    {
        var calls = 0;
        var stub = new StubHandler(_ => StubHandler.Json(Interlocked.Increment(ref calls) == 1
            ? $$"""{"ActionStatus":"FAIL","ErrorCode":{{code}}}"""
            : """{"ActionStatus":"OK","ErrorCode":0,"MsgKey":"1_2_1558598924"}"""));

        var results = (await SendAsync(stub, "a", "b")).OneEach("a", "b");

        Assert.All(results.Values, result => Assert.Equal((0, 2), (result.Code, result.Attempts)));
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task A_refusal_that_is_transient_says_so()
    {
        var results = await SendAsync(StubHandler.Answers("""{"ActionStatus":"FAIL","ErrorCode":91000}"""), "a");

        Assert.True(TimErrorCodes.IsTransient(results[0].Code));
        Assert.Equal(TimErrorCodes.Describe(91000), results[0].Desc);
    }

    [Theory]
    [InlineData("", "input does not contain any JSON")]
    [InlineData("null", "object is expected")]
    [InlineData("[]", "object is expected")]
    [InlineData("\"text\"", "object is expected")]
    [InlineData("{}", "ErrorCode missing")]
    [InlineData("""{"ErrorCode":0,"ActionStatus":"FAIL"}""", "ErrorCode 0, ActionStatus FAIL")]
    [InlineData("""{"ErrorCode":"0"}""", "ErrorCode is not a 32-bit integer")]
    [InlineData("""{"ErrorCode":4294967296}""", "ErrorCode is not a 32-bit integer")]
    [InlineData("""{"ErrorCode":{}}""", "ErrorCode is not a 32-bit integer")]
    [InlineData("""{"ErrorInfo":7}""", "ErrorCode missing")]
    [InlineData("""{"ErrorCode":0,"ActionStatus":{}}""", "ErrorCode 0, ActionStatus of another type")]
    [InlineData("""{"ErrorCode":0,"ActionStatus":1}""", "ErrorCode 0, ActionStatus 1")]
    [InlineData("""{"ErrorCode":0,"ErrorCode":1}""", "ErrorCode stands twice, as 0 and as 1")]
    [InlineData("""{"ErrorList":[{"To_Account":"a","To_Account":"b","ErrorCode":1}]}""", "To_Account stands twice")]
    [InlineData("""{"ErrorList":[{"To_Account":"x","ErrorCode":1,"Extra":1},[]],"ErrorCode":0}""", "entry of ErrorList is not an object")]
    [InlineData("""{"ErrorList":{}}""", "ErrorList is not an array")]
    [InlineData("""{"ErrorList":[7]}""", "entry of ErrorList is not an object")]
    [InlineData("""{"ErrorList":[[]]}""", "entry of ErrorList is not an object")]
    [InlineData("""{"ErrorList":[{}]}""", "no To_Account or no ErrorCode")]
    [InlineData("""{"ErrorList":[{"To_Account":null,"ErrorCode":1}]}""", "To_Account is not a string")]
    [InlineData("""{"ErrorList":[{"To_Account":["x"]}]}""", "To_Account is not a string")]
    [InlineData("""{"ErrorCode":0,}""", "LineNumber: 0 | BytePositionInLine: 15")]
    [InlineData("""{"ErrorCode":0""", "LineNumber: 0 | BytePositionInLine: 14")]
    [InlineData("<html><title>Gateway</title></html>", "'<' is an invalid start")]
    public async Task S14_What_is_no_answer_leaves_the_outcome_unknown_and_says_why(string answer, string why)
    {
        var results = (await SendAsync(StubHandler.Answers(answer), "a", "b")).OneEach("a", "b");

        Assert.All(results.Values, result => Assert.Equal((6001, SendOutcome.Unknown), (result.Code, result.Outcome)));
        Assert.Contains(why, results["a"].Desc, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S14_Entries_before_a_fault_count()
    {
        var stub = StubHandler.Answers("""{"ErrorCode":0,"ErrorList":[{"To_Account":"b","ErrorCode":70107},{"To_Account":"a","Err""");

        var results = (await SendAsync(stub, "a", "b")).OneEach("a", "b");

        Assert.Equal((70107, SendOutcome.Failed), (results["b"].Code, results["b"].Outcome));
        Assert.Equal((6001, SendOutcome.Unknown), (results["a"].Code, results["a"].Outcome));
    }

    [Fact]
    public async Task An_answer_for_500_identifiers_that_all_failed_is_read_across_many_pieces()
    {
        var identifiers = Enumerable.Range(0, 500).Select(i => $"user-{i:d5}-{new string('x', 60)}-é").ToArray();
        var entries = string.Join(",", identifiers.Select((id, i) => $$"""{"To_Account":"{{id}}","ErrorCode":{{70000 + i}}}"""));
        var stub = StubHandler.Answers($$"""{"ActionStatus":"FAIL","ErrorCode":70107,"ErrorList":[{{entries}}]}""");

        var results = (await SendAsync(stub, identifiers)).OneEach(identifiers);

        Assert.All(identifiers, (id, i) => Assert.Equal(70000 + i, results[id].Code));
    }
}
