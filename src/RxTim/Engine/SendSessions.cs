namespace RxTim;

/// <summary>The interceptors of one send, as one: each step goes through all of them, in the order composed.</summary>
internal sealed class SendSessions(IReadOnlyList<ISendInterceptor> interceptors, BatchSend send)
{
    // In the order composed; filled when the send begins, before any step.
    private readonly List<SendSession> sessions = new(interceptors.Count);

    /// <summary>What is asked and told before the end, which waits for it; but for deliveries, for the end comes behind the last.</summary>
    public RunningWork Steps { get; } = new();

    public void Begin(SendStart start)
    {
        CallingOut.Enter(send);
        try
        {
            foreach (var interceptor in interceptors)
                sessions.Add(interceptor.Begin(start) ?? throw new InvalidOperationException("An interceptor's Begin gave null."));
        }
        catch (Exception thrown)
        {
            throw new InterceptorException(thrown);
        }
        finally
        {
            CallingOut.Leave();
        }
    }

    /// <summary>Asks each session, until one refuses the call.</summary>
    public async ValueTask HandOverAsync(CallInFlight call, CancellationToken cancellationToken)
    {
        using var step = new AwaitedStep(send);
        CallingOut.Enter(step);
        foreach (var session in sessions)
        {
            try
            {
                await session.HandOverAsync(call.Call, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception thrown)
            {
                throw new InterceptorException(thrown);
            }
            if (call.Call.IsOver)
                return;
            call.LetGoBy++;
        }
    }

    /// <summary>Tells those that let the call go.</summary>
    public void NotHandedOver(CallInFlight call)
    {
        for (var i = 0; i < call.LetGoBy; i++)
            Tell(sessions[i], session => session.NotHandedOver(call.Call));
    }

    public void Retrying(IReadOnlyList<MsgBatchSendResult> results)
    {
        foreach (var session in sessions)
            Tell(session, told => told.Retrying(results));
    }

    public async ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken)
    {
        using var step = new AwaitedStep(send);
        CallingOut.Enter(step);
        try
        {
            foreach (var session in sessions)
                await session.DeliverAsync(results, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            throw new InterceptorException(thrown);
        }
    }

    /// <summary>Each is told of the end, whatever the others throw, when nothing else is asked of it any longer.</summary>
    /// <returns>What the first threw that did, if any; what others threw is reported.</returns>
    public async ValueTask<InterceptorException?> EndAsync(SendEnd end)
    {
        Steps.Exit();
        await Steps.Done.ConfigureAwait(false);
        using var step = new AwaitedStep(send);
        CallingOut.Enter(step);
        InterceptorException? first = null;
        foreach (var session in sessions)
        {
            try
            {
                await session.EndAsync(end).ConfigureAwait(false);
            }
            catch (Exception thrown) when (first is null)
            {
                first = new InterceptorException(thrown);
            }
            catch (Exception thrown)
            {
                UnhandledExceptions.Report(thrown);
            }
        }
        return first;
    }

    private void Tell(SendSession session, Action<SendSession> tell)
    {
        CallingOut.Enter(send);
        UnhandledExceptions.TryRun(() => tell(session));
        CallingOut.Leave();
    }
}

/// <summary>A step of an interceptor threw: the error that stops the send.</summary>
internal sealed class InterceptorException(Exception thrown)
    : Exception(thrown is TimException ? thrown.Message : $"An interceptor failed: {thrown.Message}", thrown is TimException ? thrown.InnerException : thrown)
{
    /// <summary>What the step threw.</summary>
    public Exception Thrown { get; } = thrown;

    public int Code { get; } = thrown is TimException { Code: not 0 } tim ? tim.Code : TimErrorCodes.SdkInternalError;
}
