using RxTim.Rest;

namespace RxTim.Benchmarks;

/// <summary>The two ways to send over the REST API, each checked for having sent to all.</summary>
internal sealed class RestSides(HttpClient http, EmulatorProcess server) : IAsyncDisposable
{
    private readonly HandWrittenSend handWritten = new(http, server.Address);
    private readonly TimClient client = new(new RestTransport(http, server.Options));

    public async Task HandWrittenAsync(string[] identifiers) => Check(identifiers, await handWritten.SendAsync(identifiers));

    public async Task RxTimAsync(string[] identifiers)
    {
        var sent = 0;
        await foreach (var result in client.MsgBatchSendAsync(MsgBatchSendParam.Create(Message.Text("hello"), identifiers)))
        {
            if (result.IsSuccess)
                sent++;
        }
        Check(identifiers, sent);
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private static void Check(string[] identifiers, int sent)
    {
        if (sent != identifiers.Length)
            throw new InvalidOperationException($"{sent} of {identifiers.Length} identifiers were sent to.");
    }
}
