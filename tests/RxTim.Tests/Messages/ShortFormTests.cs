namespace RxTim.Tests;

/// <summary>What logs and the debugger show, and results as values.</summary>
public sealed class ShortFormTests
{
    [Fact]
    public void A_message_shows_its_elements_and_nothing_that_is_not_set()
    {
        Assert.Equal("Message { \"hi\" }", Message.Text("hi").ToString());
        Assert.Equal(
            "Message { \"hi\", Custom, Image, GroupTips, 99 }",
            Message.Of(
                new TextElement { Content = "hi" }, new CustomElement { Data = "secret" }, new ImageElement(), new OtherElement(ElementType.GroupTips),
                new OtherElement((ElementType)99)).ToString());
        Assert.Equal("Message {  }", new Message().ToString());
    }

    [Fact]
    public void A_long_text_is_shortened_between_characters_and_stands_on_one_line()
    {
        var family = "👩‍👩‍👧‍👦";
        Assert.Equal($"\"{string.Concat(Enumerable.Repeat(family, 40))}…\"", new TextElement { Content = string.Concat(Enumerable.Repeat(family, 50)) }.ToString());
        Assert.Equal("\"one two three\"", new TextElement { Content = "one\ntwo\u2028three" }.ToString());
    }

    [Fact]
    public void A_param_shows_how_many_it_goes_to_and_no_user()
    {
        var message = Message.Text("hi") with { Sender = "someone", ConvId = "somebody", SenderProfile = new() { Identifier = "someone" } };
        Assert.Equal("MsgBatchSendParam { Message { \"hi\" }, 2 identifiers }", MsgBatchSendParam.Create(message, "anna", "bob").ToString());
        Assert.Equal("MsgBatchSendParam { Message { \"hi\" }, 1 identifier }", MsgBatchSendParam.Create(message, "anna").ToString());
    }

    [Fact]
    public void Results_are_made_as_a_backend_gives_them()
    {
        var sent = MsgBatchSendResult.Sent("a", Ask.Hi);
        Assert.Equal(("a", 0, "", SendOutcome.Sent, true, Ask.Hi), (sent.Identifier, sent.Code, sent.Desc, sent.Outcome, sent.IsSuccess, sent.Message));
        var failed = MsgBatchSendResult.Failed("a", 70107);
        Assert.Equal((70107, TimErrorCodes.Describe(70107), SendOutcome.Failed), (failed.Code, failed.Desc, failed.Outcome));
        Assert.Equal("because", MsgBatchSendResult.Failed("a", 123456, "because").Desc);
        Assert.Equal("", MsgBatchSendResult.Failed("a", 123456).Desc);
        var unknown = MsgBatchSendResult.Unknown("a");
        Assert.Equal((6012, TimErrorCodes.Describe(6012), SendOutcome.Unknown), (unknown.Code, unknown.Desc, unknown.Outcome));
        Assert.Throws<ArgumentOutOfRangeException>(() => MsgBatchSendResult.Failed("a", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MsgBatchSendResult.Unknown("a", 0));
        Assert.Throws<ArgumentNullException>(() => MsgBatchSendResult.Sent(null!));
    }

    [Fact]
    public async Task Results_of_a_send_are_compared_with_ones_that_a_test_makes()
    {
        var transport = new CallbackTransport(static (_, callback) =>
        {
            callback(0, "", Entries.Json(Entries.Of("a"), Entries.Of("b", 70107, "whatever")), null);
            callback(6012, "late", "", null);
            return TIMResult.Succ;
        });
        await using var client = new TimClient(transport);
        var ending = await client.RunAsync(Face.Push, Ask.For("a", "b", "c")).Soon();
        Assert.Equal([MsgBatchSendResult.Sent("a"), MsgBatchSendResult.Failed("b", 70107), MsgBatchSendResult.Unknown("c")], ending.Results);
    }

    [Fact]
    public void Results_differ_in_who_what_and_outcome()
    {
        MsgBatchSendResult[] all =
        [
            MsgBatchSendResult.Sent("a"), MsgBatchSendResult.Sent("b"), MsgBatchSendResult.Failed("a", 1), MsgBatchSendResult.Failed("a", 2),
            MsgBatchSendResult.Unknown("a", 1),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(MsgBatchSendResult.Failed("a", 1, "x").GetHashCode(), MsgBatchSendResult.Failed("a", 1, "y").GetHashCode());
        Assert.False(all[0].Equals(null));
        Assert.False(all[0].Equals((object)"a"));
    }
}
