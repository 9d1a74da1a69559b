namespace RxTim.Tests;

public sealed class SampleRoundTripTests
{
    public static TheoryData<string> Callbacks => [Sample.ApiPageCallback, Sample.ImSdkCallback];

    [Fact]
    public void The_real_parameter_comes_out_as_it_went_in() =>
        JsonAssert.Same(Sample.ImSdkParam, MsgBatchSendParam.Parse(Sample.ImSdkParam).ToJson());

    [Theory, MemberData(nameof(Callbacks))]
    public void Every_message_of_a_real_callback_comes_out_as_it_went_in(string callback)
    {
        foreach (var json in Sample.MessagesOf(callback)) JsonAssert.Same(json, Message.Parse(json).ToJson());
    }

    [Theory, MemberData(nameof(Callbacks))]
    public void Every_key_of_a_real_message_has_a_property(string callback)
    {
        foreach (var json in Sample.MessagesOf(callback))
        {
            var message = Message.Parse(json);
            Assert.Null(message.UnknownKeys);
            Assert.Null(message.SenderProfile?.UnknownKeys);
            Assert.All(message.Elements!, element => Assert.Null(element.UnknownKeys));
        }
    }

    [Fact]
    public void Every_key_of_the_real_parameter_has_a_property()
    {
        var param = MsgBatchSendParam.Parse(Sample.ImSdkParam);
        Assert.Null(param.UnknownKeys);
        Assert.Null(param.Message.UnknownKeys);
        Assert.Equal(["test_win_05", "test_win_02", "test_win_05"], param.Identifiers);
        Assert.Equal([ElementType.Text, ElementType.Custom, ElementType.Face, ElementType.Location], param.Message.Elements!.Select(e => e.Type));
    }
}
