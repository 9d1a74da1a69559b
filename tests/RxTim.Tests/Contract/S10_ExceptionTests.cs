namespace RxTim.Tests;

/// <summary>S10 Callback form: what the user's code throws never tears down the backend's thread; it is reported, not swallowed.</summary>
public sealed class S10_ExceptionTests
{
    [Fact]
    public async Task S10_An_exception_of_the_users_callback_is_reported_and_does_not_reach_the_backends_thread()
    {
        using var unhandled = new Unhandled("user callback broke");
        var sdk = CallbackSdk.Silent();
        await using var client = new TimClient(sdk.Transport);
        ValueCallback<List<MsgBatchSendResult>> broken = static (_, _, _, _) => throw new IOException("user callback broke");
        client.MsgBatchSend(Ask.For("a"), broken);
        var (identifiers, callback) = (await sdk.TakesAsync(1))[0];
        callback(0, "", Entries.Sent(identifiers), null);
        callback(0, "", Entries.Sent(identifiers), null);
        Assert.IsType<IOException>(await unhandled.ToldAsync());
        Assert.Single(unhandled.All);
        Assert.Equal(["b"], (await SendAsync(client, sdk, "b")).Identifiers);
    }

    [Fact]
    public async Task S10_An_exception_of_an_observer_is_reported_and_ends_its_send()
    {
        using var unhandled = new Unhandled("observer broke");
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1, MaxConcurrentCalls = 2 });
        var observer = new RecordingObserver(static _ => throw new IOException("observer broke"));
        client.MsgBatchSend(Ask.Many(5)).Subscribe(observer);
        var sent = await transport.TakesAsync(2);

        sent[0].AnswerRemaining(0);
        sent[1].AnswerRemaining(0);

        await unhandled.ToldAsync();
        Assert.Single(unhandled.All);
        Assert.Equal(1, observer.Notifications);
        Assert.True(sent[1].IsOver);
        await client.RunAsync(Face.Push, Ask.For()).Soon();
        Assert.Equal(2, transport.Calls.Count);
    }

    [Fact]
    public async Task S10_An_exception_in_OnCompleted_or_OnError_is_reported()
    {
        foreach (var fails in new[] { true, false })
        {
            var message = $"end broke {fails}";
            using var unhandled = new Unhandled(message);
            await using var client = new TimClient(new ScriptedTransport(call => call.Refuse(fails ? -1 : 5, "")));
            client.MsgBatchSend(Ask.For("a")).Subscribe(
                static _ => { }, _ => throw new IOException(message), () => throw new IOException(message));
            await unhandled.ToldAsync();
        }
    }

    [Fact]
    public async Task S10_A_handler_of_unhandled_exceptions_that_throws_hurts_nobody()
    {
        using var unhandled = new Unhandled("first");
        static void Broken(Exception exception)
        {
            if (exception.Message == "first")
                throw new IOException("handler broke");
        }
        TimClient.UnhandledException += Broken;
        try
        {
            var transport = ScriptedTransport.NeverAnswers();
            await using var client = new TimClient(transport);
            client.MsgBatchSend(Ask.For("a")).Subscribe(static _ => throw new IOException("first"));
            (await transport.TakesOneAsync()).AnswerRemaining(0);
            await unhandled.ToldAsync();
        }
        finally
        {
            TimClient.UnhandledException -= Broken;
        }
    }

    private static async Task<Ending> SendAsync(TimClient client, CallbackSdk sdk, string identifier)
    {
        var running = client.RunAsync(Face.Push, Ask.For(identifier));
        var (identifiers, callback) = (await sdk.TakesAsync(2))[1];
        callback(0, "", Entries.Sent(identifiers), null);
        return await running.Soon();
    }
}
