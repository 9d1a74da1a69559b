namespace RxTim;

/// <summary>
/// Calls on their way through the interceptors to the transport. The interceptors may be asked about a call while they still work on the one
/// before, so that a slow record on disk costs latency and not throughput; the calls go out one at a time, in the order in which they were
/// made.
/// </summary>
internal sealed class HandOvers(SendSessions sessions, BatchSend send, CancellationToken ending)
{
    // Complete when all calls so far have gone out or were dropped. Never fails.
    private Task last = Task.CompletedTask;

    public void Begin(SendStart start) => sessions.Begin(start);

    /// <summary>Asks the interceptors, then hands the call over. To be called by one thread at a time.</summary>
    public void Add(CallInFlight call)
    {
        var asked = sessions.HandOverAsync(call, ending);
        if (last.IsCompleted && asked.IsCompletedSuccessfully)
            send.HandOver(call);
        else
            last = GoAfterAsync(last, asked, call);
    }

    public Task DoneAsync() => last;

    public void TellNotHandedOver(CallInFlight call) => sessions.NotHandedOver(call);

    public void TellOfRetries(IReadOnlyList<MsgBatchSendResult> results) => sessions.Retrying(results);

    private async Task GoAfterAsync(Task before, ValueTask asked, CallInFlight call)
    {
        InterceptorException? failure = null;
        try
        {
            await asked.ConfigureAwait(false);
        }
        catch (InterceptorException thrown)
        {
            failure = thrown;
        }
        await before.ConfigureAwait(false);
        if (failure is null)
        {
            send.HandOver(call);
            return;
        }
        // Once the send is stopping, this is how an interceptor that heeds its token says so.
        if (!ending.IsCancellationRequested || failure.InnerException is not OperationCanceledException)
            send.Stop(failure.Code, failure.Message, failure.InnerException);
        send.Drop(call);
    }
}
