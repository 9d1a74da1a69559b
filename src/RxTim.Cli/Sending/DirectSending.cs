namespace RxTim.Cli;

/// <summary>A send without a journal.</summary>
internal sealed class DirectSending(SendPlan plan, IMsgBatchTransport transport, TimClientOptions options) : ISending
{
    private readonly TimClient client = new(transport, options);

    public Audience Audience => plan.Audience;

    public IAsyncEnumerable<MsgBatchSendResult> Results => plan.Send(client);

    public string? Left => null;

    // Disposal, unlike cancellation, still gives the results that have arrived, and then says what is left.
    public void Stop() => _ = client.DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
