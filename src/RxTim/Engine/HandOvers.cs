namespace RxTim;

/// <summary>
/// Calls on their way through the interceptors to the transport. The interceptors may be asked about a call while they still work on the
/// one before, so that a slow record on disk costs latency and not throughput; the calls go out one at a time, in the order in which they
/// were made.
/// </summary>
internal sealed class HandOvers(SendSessions sessions, BatchSend send, CancellationToken ending)
{
    // Complete when all calls so far have gone out or were dropped. Never fails.
    private Task last = Task.CompletedTask;

    // Complete when those who are told of retries so far have returned. The send's lock guards it.
    private Task told = Task.CompletedTask;

    public void Begin(SendStart start) => sessions.Begin(start);

    /// <summary>Asks the interceptors, then hands the call over. To be called by one thread at a time.</summary>
    public void Add(CallInFlight call)
    {
        if (!sessions.Steps.Enter())
        {
            send.Drop(call);
            return;
        }
        var asked = sessions.HandOverAsync(call, ending);
        if (last.IsCompleted && asked.IsCompletedSuccessfully)
            Go(call);
        else
            last = GoAfterAsync(last, asked, call);
    }

    public Task DoneAsync() => last;

    public void TellNotHandedOver(CallInFlight call) => sessions.NotHandedOver(call);

    /// <summary>Somebody is about to be told of retries: <see cref="TellOfRetries"/> follows outside the lock.</summary>
    public TaskCompletionSource<bool> BeginTelling()
    {
        var telling = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        told = told.IsCompleted ? telling.Task : Task.WhenAll(told, telling.Task);
        return telling;
    }

    public void TellOfRetries(IReadOnlyList<MsgBatchSendResult> results, TaskCompletionSource<bool> telling)
    {
        if (sessions.Steps.Enter())
        {
            sessions.Retrying(results);
            sessions.Steps.Exit();
        }
        telling.SetResult(true);
    }

    /// <summary>Waits until nobody is told any longer that results are not final which the end of the send has made so.</summary>
    public Task ToldAsync()
    {
        lock (send.Gate)
            return told;
    }

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
            Go(call);
            return;
        }
        // Once the send is stopping, this is how an interceptor that heeds its token says so.
        if (!ending.IsCancellationRequested || failure.Thrown is not OperationCanceledException)
            send.Stop(failure);
        send.Drop(call);
        sessions.Steps.Exit();
    }

    private void Go(CallInFlight call)
    {
        call.Call.RefuseIfLate();
        var goes = send.TryHandOver(call);
        sessions.Steps.Exit();
        if (goes)
            send.HandOver(call);
    }
}
