namespace RxTim;

/// <summary>The interceptors of one send, as one: each step goes through all of them, in the order composed.</summary>
internal sealed class SendSessions(IReadOnlyList<ISendInterceptor> interceptors)
{
    // In the order composed; filled when the send begins, before any step.
    private readonly List<SendSession> sessions = new(interceptors.Count);

    public void Begin(SendStart start)
    {
        foreach (var interceptor in interceptors)
        {
            try
            {
                sessions.Add(interceptor.Begin(start) ?? throw new InvalidOperationException("An interceptor's Begin gave null."));
            }
            catch (Exception thrown)
            {
                throw new InterceptorException(thrown);
            }
        }
    }

    /// <summary>Asks each session, until one refuses the call.</summary>
    public async ValueTask HandOverAsync(CallInFlight call, CancellationToken cancellationToken)
    {
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
        foreach (var session in sessions.Take(call.LetGoBy))
            Tell(() => session.NotHandedOver(call.Call));
    }

    public void Retrying(IReadOnlyList<MsgBatchSendResult> results)
    {
        foreach (var session in sessions)
            Tell(() => session.Retrying(results));
    }

    public async ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken)
    {
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

    /// <summary>Each is told of the end, whatever the others throw.</summary>
    /// <exception cref="InterceptorException">What the first that failed threw; <see cref="TimClient.UnhandledException"/> is told of the
    /// others.</exception>
    public async ValueTask EndAsync(SendEnd end)
    {
        InterceptorException? first = null;
        foreach (var session in sessions)
        {
            try
            {
                await session.EndAsync(end).ConfigureAwait(false);
            }
            catch (Exception thrown)
            {
                if (first is null)
                    first = new InterceptorException(thrown);
                else
                    UnhandledExceptions.Report(thrown);
            }
        }
        if (first is not null)
            throw first;
    }

    private static void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception thrown)
        {
            UnhandledExceptions.Report(thrown);
        }
    }
}

/// <summary>A step of an interceptor threw: the error that stops the send.</summary>
internal sealed class InterceptorException(Exception thrown)
    : Exception(thrown is TimException ? thrown.Message : $"An interceptor failed: {thrown.Message}", thrown is TimException ? thrown.InnerException : thrown)
{
    public int Code { get; } = thrown is TimException { Code: not 0 } tim ? tim.Code : TimErrorCodes.SdkInternalError;
}
