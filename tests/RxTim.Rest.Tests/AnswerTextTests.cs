using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

/// <summary>Answers whose texts are broken, or that a gateway put something before: what they say counts all the same.</summary>
public class AnswerTextTests
{
    public static TheoryData<byte[], string> Broken => new()
    {
        { [.. "cut \u4f60"u8[..^1]], "cut \uFFFD" },
        { [0xc4, 0xe3, 0xba, 0xc3], "\uFFFD\uFFFD\uFFFD" },
        { [.. "half \\ud83d pair"u8], "half \uFFFD pair" },
        { [.. "\\udc00\\n\\u0041\\\\\\/ \\ud83d\\ude00 "u8, 0xff, .. " \\t\\\""u8], "\uFFFD\nA\\/ 😀 \uFFFD \t\"" },
    };

    [Theory, MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public async Task S18_A_broken_description_is_mended_and_the_code_counts(byte[] info, string mended)
    {
        var refused = StubHandler.Answers([.. "{\"ActionStatus\":\"FAIL\",\"ErrorInfo\":\""u8, .. info, .. "\",\"ErrorCode\":90001}"u8]);
        var listed = StubHandler.Answers([.. "{\"ErrorCode\":0,\"ErrorList\":[{\"ErrorInfo\":\""u8, .. info, .. "\",\"To_Account\":\"b\",\"ErrorCode\":7}]}"u8]);

        Assert.All(await SendAsync(refused, "a", "b"), result =>
            Assert.Equal((90001, mended, SendOutcome.Failed), (result.Code, result.Desc, result.Outcome)));
        var results = (await SendAsync(listed, "a", "b")).OneEach("a", "b");
        Assert.Equal((0, 7, mended), (results["a"].Code, results["b"].Code, results["b"].Desc));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{\"ErrorCode\":5,\"x\":[1]}")]
    [InlineData("[[1],{\"ErrorCode\":5}]")]
    public async Task S18_Texts_of_another_type_do_not_hide_the_codes(string value)
    {
        var stub = StubHandler.Answers($$"""
            {"ErrorInfo":{{value}},"MsgKey":{{value}},"MsgId":{{value}},"ErrorList":[{"To_Account":"b","ErrorInfo":{{value}},"ErrorCode":7}],"ErrorCode":0}
            """);

        var results = (await SendAsync(stub, "a", "b")).OneEach("a", "b");

        Assert.Equal((0, 7), (results["a"].Code, results["b"].Code));
        Assert.NotNull(results["a"].Message);
    }

    [Fact]
    public async Task A_key_in_broken_text_is_no_key_of_ours()
    {
        var results = await SendAsync(StubHandler.Answers("""{"\ud800":1,"Error\ud800Code":{"ErrorCode":5},"ErrorCode":0}"""), "a");

        Assert.True(results[0].IsSuccess);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_byte_order_mark_is_passed_over_in_whatever_pieces_it_comes(int pieceLength)
    {
        var parser = new AnswerParser(_ => { });
        byte[] answer = [0xef, 0xbb, 0xbf, .. "{\"ErrorCode\":7}"u8];

        await AnswerReader.ReadAsync(new Pieces(answer, pieceLength), parser, 1024, TestContext.Current.CancellationToken);

        Assert.Equal(7, parser.ErrorCode);
    }

    [Fact]
    public async Task An_answer_with_a_byte_order_mark_counts()
    {
        var results = await SendAsync(StubHandler.Answers([0xef, 0xbb, 0xbf, .. "{\"ErrorCode\":0}"u8]), "a");

        Assert.True(results[0].IsSuccess);
    }

    [Theory]
    [InlineData(new byte[] { 0xef, 0xbb, 0xbf }, null, "does not contain any JSON")]
    [InlineData(new byte[] { 0xef, 0xbb }, null, "invalid start")]
    [InlineData(new byte[] { 0x1f, 0x8b, 8, 0 }, null, "packed with gzip")]
    [InlineData(new byte[] { 0x1f, 0x8b, 8, 0 }, "gzip", "packed with gzip")]
    [InlineData(new byte[] { 0x8b, 2, 0x80 }, "br", "(no content type, br) cannot be read")]
    public async Task S14_What_an_answer_is_packed_with_is_named(byte[] answer, string? encoding, string says)
    {
        var results = await SendAsync(StubHandler.Answers(answer, encoding), "a");

        Assert.Equal((6001, SendOutcome.Unknown), (results[0].Code, results[0].Outcome));
        Assert.Contains(says, results[0].Desc, StringComparison.Ordinal);
    }
}
