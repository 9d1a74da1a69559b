namespace RxTim;

/// <summary>One call of a send, from when it is made until its last result is consumed: what the send keeps of it, and what it reports to.</summary>
internal sealed class CallInFlight : ICallOwner
{
    private readonly BatchSend send;

    // What the call holds of limits that sends share, until it is over.
    private IDisposable? lease;

    // Results that the consumer has not taken yet.
    private int unconsumed;

    public CallInFlight(BatchSend send, CallContent content, NextCall next)
    {
        this.send = send;
        unconsumed = next.Identifiers.Length;
        Slots = next.Slots;
        Call = new MsgBatchCall(this, content, next.Identifiers, next.Slots, next.Stamp);
    }

    public MsgBatchCall Call { get; }

    public int Count => Call.Identifiers.Count;

    public CallSlots Slots { get; }

    /// <summary>How many interceptors let it go.</summary>
    public int LetGoBy { get; set; }

    public object Gate => send.Gate;

    public object Identity => send.Identity;

    /// <summary>Whether it was handed to the transport, and when, as a timestamp. The send's lock guards both.</summary>
    public bool IsHandedOver { get; private set; }

    public long HandedOverAt { get; private set; }

    /// <summary>Whether it waits for its answer, and which calls do so before and after it: <see cref="CallsInFlight"/>'s own.</summary>
    public bool IsInFlight { get; set; }

    /// <inheritdoc cref="IsInFlight"/>
    public CallInFlight? Previous { get; set; }

    /// <inheritdoc cref="IsInFlight"/>
    public CallInFlight? Next { get; set; }

    public void HandOver(long now) => (IsHandedOver, HandedOverAt) = (true, now);

    /// <summary>Gives the call its share of what is limited.</summary>
    public void Hold(IDisposable? limited) => lease = limited;

    /// <summary>Gives that back; the first time only. Outside locks, for a lease may be the caller's.</summary>
    public void Release() => Leases.GiveBack(Interlocked.Exchange(ref lease, null), send.Report);

    /// <summary>Says that so many results hold the call's place no longer; true with the last.</summary>
    public bool Consumed(int count) => Interlocked.Add(ref unconsumed, -count) == 0;

    public bool Enter(bool wholeCall) => (wholeCall || IsHandedOver) && send.Work.Enter();

    public void Exit() => send.Exit();

    // What an interceptor refused is not tried again.
    public void Judge(MsgBatchSendResult result)
    {
        if (IsHandedOver)
            send.Judge(result);
    }

    public void Take(MsgBatchSendResult[] results, int count, bool callIsOver) => send.Take(this, results, count, callIsOver);

    public void Flush() => send.Flush(this);

    public void PauseFor(TimeSpan pause) => send.PauseFor(pause);

    public void Stop(int code, string message, bool isRefused) => send.Stop(code, message, null, this, isRefused);
}
