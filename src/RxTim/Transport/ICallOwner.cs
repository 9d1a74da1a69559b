namespace RxTim;

/// <summary>Who waits for a call's results. A call knows nothing else of the send that it belongs to.</summary>
internal interface ICallOwner
{
    /// <summary>The one lock: it guards which identifiers of the call are open, and what the owner makes of their results.</summary>
    object Gate { get; }

    /// <summary>What the results know their send by.</summary>
    object? Identity { get; }

    /// <summary>Begins a report, so that the end of the send waits for it; <see cref="Exit"/> follows. False if the send is over, or the
    /// report is on some identifiers of a call that is not handed over: such a call can only be refused as a whole.</summary>
    bool Enter(bool wholeCall);

    /// <summary>The report is done.</summary>
    void Exit();

    /// <summary>Looks at a result that is no success before it is taken. Outside the lock: the caller's code may run.</summary>
    void Judge(MsgBatchSendResult result);

    /// <summary>Takes results, each its identifier's only one. Inside the lock.</summary>
    void Take(MsgBatchSendResult[] results, int count, bool callIsOver);

    /// <summary>Passes on what was taken. Outside the lock: the caller's code may run.</summary>
    void Flush();

    /// <summary>The backend is not to be called for a time.</summary>
    void PauseFor(TimeSpan pause);

    /// <summary>Ends the whole send.</summary>
    /// <param name="code">The error's code.</param>
    /// <param name="message">The error's message.</param>
    /// <param name="isRefused">Whether nothing was sent to the identifiers of this call that have no result.</param>
    void Stop(int code, string message, bool isRefused);
}
