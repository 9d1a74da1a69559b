using System.Text.Json.Nodes;
using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

/// <summary>Messages are looked up in the backend's history.</summary>
public class RestMessageHistoryTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private static readonly (DateTimeOffset From, DateTimeOffset To) Span =
        (DateTimeOffset.FromUnixTimeSeconds(1_000), DateTimeOffset.FromUnixTimeSeconds(2_000));

    [Fact]
    public async Task The_history_of_the_pair_is_read_page_by_page_until_there_are_no_more()
    {
        var stub = new StubHandler(request => StubHandler.Json(JsonNode.Parse(request.Json)!["LastMsgKey"] is null
            ? Page(isLast: false, (7, 8, "8_7_1500"), (1, 8, "8_1_1500"))
            : Page(isLast: true, (7, 8, "8_7_1400"), (7, 9, "9_7_1400"))));

        Assert.Equal(["8_7_1500", "8_7_1400"], await FindAsync(stub));

        Assert.Equal(2, stub.Requests.Count);
        Assert.All(stub.Requests, static request =>
            Assert.Equal("https://rest.test/v4/openim/admin_getroammsg", request.Uri.GetLeftPart(UriPartial.Path)));
        var (first, second) = (JsonNode.Parse(stub.Requests[0].Json)!, JsonNode.Parse(stub.Requests[1].Json)!);
        Assert.Equal((1_000, 2_000), ((int)first["MinTime"]!, (int)first["MaxTime"]!));
        Assert.Equal((1_450, "last"), ((int)second["MaxTime"]!, (string)second["LastMsgKey"]!));
    }

    [Fact]
    public async Task To_know_that_there_is_one_no_more_pages_are_read_than_it_takes()
    {
        var stub = StubHandler.Answers(Page(isLast: false, (7, 8, "8_7_1500")));
        Assert.True(await Over(stub).ContainsAsync("a", 7, 8, Span.From, Span.To, Cancellation));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task One_that_was_taken_back_is_there_and_of_one_without_a_key_the_name_is_not_known()
    {
        var stub = StubHandler.Answers(
            """{"ErrorCode":0,"Complete":1,"MsgList":[{"MsgRandom":7,"MsgSeq":8,"MsgFlagBits":8,"MsgKey":"8_7_3"},{"MsgRandom":7,"MsgSeq":8}]}""");
        Assert.Equal(["8_7_3", ""], await FindAsync(stub));
        Assert.True(await Over(stub).ContainsAsync("a", 7, 8, Span.From, Span.To, Cancellation));
    }

    [Theory]
    [InlineData("""{"ErrorCode":0,"Complete":1}""")]
    [InlineData("""{"ErrorCode":0,"Complete":1,"MsgList":[{"MsgRandom":8,"MsgSeq":7,"MsgKey":"7_8_3"}]}""")]
    [InlineData("""{"ErrorCode":70107}""")]
    [InlineData("""{"ErrorCode":90048}""")]
    public async Task Another_message_none_or_no_such_user_is_none(string answer)
    {
        Assert.Empty(await FindAsync(StubHandler.Answers(answer)));
        Assert.False(await Over(StubHandler.Answers(answer)).ContainsAsync("a", 7, 8, Span.From, Span.To, Cancellation));
    }

    [Theory]
    [InlineData("""{"ErrorCode":91000}""", 91000)]
    [InlineData("""{"ErrorCode":0}""", null)]
    [InlineData("""{"ErrorCode":0,"Complete":0,"MsgList":[]}""", null)]
    [InlineData("""{"ErrorCode":0,"Complete":1,"MsgList":[{"MsgSeq":8}]}""", null)]
    public async Task What_does_not_say_is_an_error(string answer, int? code)
    {
        var failed = await Assert.ThrowsAsync<TimException>(() => FindAsync(StubHandler.Answers(answer)));
        Assert.Equal(code ?? failed.Code, failed.Code);
    }

    [Fact]
    public void What_only_users_get_who_are_online_is_in_no_history() =>
        Assert.Throws<ArgumentException>(() => new RestMessageHistory(new HttpClient(), Options with { OnlineOnly = true }));

    private static RestMessageHistory Over(StubHandler handler) => new(new HttpClient(handler), Options);

    private static Task<IReadOnlyList<string>> FindAsync(StubHandler handler) =>
        Over(handler).FindAsync("a", 7, 8, Span.From, Span.To, Cancellation);

    private static string Page(bool isLast, params (int Random, int Sequence, string Key)[] messages)
    {
        var list = messages.Select(static one => $$"""{"MsgRandom":{{one.Random}},"MsgSeq":{{one.Sequence}},"MsgKey":"{{one.Key}}"}""");
        return $$"""{"ErrorCode":0,"Complete":{{(isLast ? 1 : 0)}},"LastMsgTime":1450,"LastMsgKey":"last","MsgList":[{{string.Join(',', list)}}]}""";
    }
}
