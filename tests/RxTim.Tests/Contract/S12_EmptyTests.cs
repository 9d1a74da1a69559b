namespace RxTim.Tests;

/// <summary>S12 Empty: no identifiers, no call.</summary>
public sealed class S12_EmptyTests
{
    public static TheoryData<Face> All => Faces.All;

    [Theory, MemberData(nameof(All))]
    public async Task S12_An_empty_identifier_list_completes_without_calling_the_backend(Face face)
    {
        var time = new VirtualTime();
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { TimeProvider = time });
        var ending = await client.RunAsync(face, Ask.For()).Soon();
        Assert.Empty(ending.Results);
        Assert.Null(ending.Error);
        Assert.Equal(face is Face.CallbackList or Face.CallbackJson ? 0 : null, ending.Code);
        Assert.Empty(transport.Calls);
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S12_An_empty_send_does_not_wait_for_room_in_flight()
    {
        var transport = ScriptedTransport.NeverAnswers(new() { MaxCallsInFlight = 1, MaxIdentifiersInFlight = 1 });
        await using var client = new TimClient(transport);
        using var busy = client.MsgBatchSend(Ask.For("a")).Subscribe(new RecordingObserver());
        await transport.TakesOneAsync();
        Assert.Empty((await client.RunAsync(Face.Push, Ask.For()).Soon()).Results);
    }

    [Fact]
    public async Task S12_The_JSON_callback_of_an_empty_send_is_an_empty_array()
    {
        await using var client = new TimClient(ScriptedTransport.NeverAnswers());
        var called = new TaskCompletionSource<(int, string, string, string?)>();
        ValueCallback<string> callback = (code, desc, json, data) => called.SetResult((code, desc, json, data));
        client.MsgBatchSend(Ask.For(), callback, "mine");
        Assert.Equal((0, "", "[]", "mine"), await called.Task.Soon());
    }

    [Fact]
    public async Task S12_The_empty_string_is_an_identifier_like_any_other()
    {
        var transport = new ScriptedTransport(static call => call.OnCallback(0, "", Entries.Sent("")));
        await using var client = new TimClient(transport);
        Assert.Equal([""], (await client.RunAsync(Face.Pull, Ask.For("")).Soon()).Identifiers);
    }
}
