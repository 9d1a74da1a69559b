using RxTim.ImSdk.Isolated;

namespace RxTim.ImSdk.Tests;

/// <summary>What Tencent's library does before <c>TIMInit</c>, when it opens no connection: raw, and through RxTim.</summary>
public class RealLibraryTests
{
    [Fact]
    public void It_calls_back_inside_the_call_with_one_entry_per_identifier()
    {
        using var library = RealImSdk.Load();
        var (result, callbacks) = RawImSdk.Send(library.Exports, Params.Of("""["a","b","c"]"""));
        Assert.Equal(0, result);
        var callback = Assert.Single(callbacks);
        Assert.Equal(Environment.CurrentManagedThreadId, callback.ThreadId);
        Assert.Equal(TimErrorCodes.NotInitialized, callback.Code);
        Assert.Equal("a:6013,b:6013,c:6013", callback.Entries);
        Assert.Contains("你好 😀", callback.Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{not json", -3)]
    [InlineData("[]", -3)]
    [InlineData("", -4)]
    [InlineData(null, -4)]
    public void It_refuses_what_is_no_object_and_does_not_call_back(string? json, int expected)
    {
        using var library = RealImSdk.Load();
        var (result, callbacks) = RawImSdk.Send(library.Exports, json);
        Assert.Equal(expected, result);
        Assert.Empty(callbacks);
    }

    [Fact]
    public void It_takes_a_call_without_identifiers_and_never_calls_back()
    {
        using var library = RealImSdk.Load();
        Assert.All(Params.NeverAnswered, json =>
        {
            var (result, callbacks) = RawImSdk.Send(library.Exports, json);
            Assert.Equal(0, result);
            Assert.Empty(callbacks);
        });
    }

    [Fact]
    public void It_takes_a_call_without_a_callback()
    {
        using var library = RealImSdk.Load();
        Assert.Equal(0, RawImSdk.Send(library.Exports, Params.Of("[\"a\"]"), withCallback: false).Result);
    }

    [Theory]
    [InlineData("""["a","a"]""", "a:6013,a:6013")]
    [InlineData("[\"\"]", ":6013")]
    [InlineData("[5,null]", ":6013")]
    public void It_answers_odd_identifiers(string identifiers, string expected)
    {
        using var library = RealImSdk.Load();
        Assert.Equal(expected, Assert.Single(RawImSdk.Send(library.Exports, Params.Of(identifiers)).Callbacks).Entries);
    }

    [Fact]
    public void It_takes_a_call_without_a_message()
    {
        using var library = RealImSdk.Load();
        Assert.Equal("a:6013", Assert.Single(RawImSdk.Send(library.Exports, Params.WithoutMessage).Callbacks).Entries);
    }

    [Fact]
    public async Task S5_Each_user_s_result_says_that_it_is_not_initialised()
    {
        using var library = RealImSdk.Load();
        var results = await library.SendAsync(Sends.To(1_000));
        Assert.Equal(Sends.To(1_000).Identifiers.Order(), results.Select(result => result.Identifier).Order());
        Assert.All(results, result =>
        {
            Assert.Equal((TimErrorCodes.NotInitialized, SendOutcome.Failed), (result.Code, result.Outcome));
            // The library says that it was sent: the code is the truth.
            Assert.Equal(MessageStatus.Sent, result.Message!.Status);
            Assert.Equal(result.Identifier, result.Message.ConvId);
        });
        await library.NothingPendingAsync();
    }

    [Fact]
    public async Task S9_Text_comes_back_as_it_was_given()
    {
        const string Text = "quote \" backslash \\ tab\t 你好 😀 \ud83d\udc68\u200d\ud83d\udc69 </script>";
        using var library = RealImSdk.Load();
        var result = Assert.Single(await library.SendAsync(MsgBatchSendParam.Create(Message.Text(Text), "用户 😀 \"")));
        Assert.Equal("用户 😀 \"", result.Identifier);
        Assert.Equal(Text, Assert.IsType<TextElement>(result.Message!.Elements![0]).Content);
    }

    [Fact]
    public async Task S12_An_empty_list_completes_although_the_library_would_never_answer()
    {
        using var library = RealImSdk.Load();
        Assert.Empty(await library.SendAsync(Sends.To(0)));
    }

    [Fact]
    public async Task S2_With_repeats_each_occurrence_has_its_result()
    {
        using var library = RealImSdk.Load();
        var results = await library.SendAsync(Sends.To("a", "a", ""), new() { Duplicates = DuplicateIdentifiers.SendEach });
        Assert.Equal(["a", "a", ""], results.Select(result => result.Identifier));
    }

    [Fact]
    public async Task S7_A_send_that_is_left_early_leaves_nothing_pending()
    {
        using var library = RealImSdk.Load();
        await using var client = new TimClient(library.Transport);
        await foreach (var _ in client.MsgBatchSendAsync(Sends.To(5_000), TestContext.Current.CancellationToken))
            break;
        await library.NothingPendingAsync();
    }
}
