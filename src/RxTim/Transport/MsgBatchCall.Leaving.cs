namespace RxTim;

// Whether the call has left this machine, as far as its transport says so.
public sealed partial class MsgBatchCall
{
    // Nothing has left, and the transport will ask before anything does; and whether it is too late to ask.
    private bool held;
    private bool mayNotLeave;

    // Whether it was let go once.
    private bool hasLeft;

    // Until when it may leave at all; null where that is not limited.
    private LeavingTime? leavingTime;

    // Whether nothing has left, as far as the transport said.
    internal bool IsHeld => held;

    /// <summary>
    /// Says that nothing of the call has left yet, and that <see cref="TryLeave"/> will be asked before anything does. If the time for an
    /// answer is over first, nothing was sent for certain: the identifiers fail with 9510 (<see cref="TimErrorCodes.ConnectTimeout"/>),
    /// which may be tried again, instead of becoming <see cref="SendOutcome.Unknown"/>; and where the send stops first, they are among
    /// <see cref="TimException.Refused"/>.
    /// </summary>
    /// <remarks>A transport that never says so cannot know when a call leaves; then an answer that does not come is always unknown. It may
    /// be said again where a first attempt was refused before the backend took anything.</remarks>
    public void Hold()
    {
        lock (gate)
            held = true;
    }

    /// <summary>Says that the call is about to leave, so that from here on nobody knows until it is answered.</summary>
    /// <returns><see langword="false"/> if nobody waits for the call any longer: then it must not leave.</returns>
    public bool TryLeave()
    {
        if (RefuseIfLate())
            return false;
        lock (gate)
        {
            if (owner is null || mayNotLeave)
                return false;
            held = false;
            hasLeft = true;
            return true;
        }
    }

    /// <summary>
    /// Lets the call leave within a time from now only, for an interceptor whose right to send ends then: a fence against a second sender
    /// that may have taken over by the time a process that was stopped goes on. Past it <see cref="TryLeave"/> gives
    /// <see langword="false"/>, a transport that never asks is not given the call, and the identifiers fail with 9510
    /// (<see cref="TimErrorCodes.ConnectTimeout"/>): nothing was sent.
    /// </summary>
    /// <param name="time">How long; positive. A shorter one that was set before stays.</param>
    /// <param name="timeProvider">The clock. Both its timestamps and its time of day count, whichever says that more has passed: while a
    /// machine sleeps, some timestamps stand still. <see cref="TimeProvider.System"/> if it is null.</param>
    public void LeaveWithin(TimeSpan time, TimeProvider? timeProvider = null)
    {
        if (time <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(time), time, "Must be positive.");
        var limit = new LeavingTime(time, timeProvider ?? TimeProvider.System);
        lock (gate)
        {
            if (leavingTime is null || limit.Left < leavingTime.Left)
                leavingTime = limit;
        }
    }

    /// <summary>Refuses the call if its time for leaving is over and nothing has left: as far as the transport says, or it has not been
    /// given the call.</summary>
    /// <returns>Whether it must not leave.</returns>
    internal bool RefuseIfLate()
    {
        lock (gate)
        {
            if (leavingTime is not { IsOver: true })
                return false;
            mayNotLeave = true;
            // A second time, of which nothing can be said that was not said of the first.
            if (hasLeft)
                return true;
        }
        Refuse(TimErrorCodes.ConnectTimeout, "the call did not leave in the time that it was given; nothing was sent");
        return true;
    }

    internal void Expire(TimeSpan timeout, Action<Exception> report)
    {
        bool neverLeft;
        lock (gate)
            neverLeft = mayNotLeave = held;
        if (neverLeft)
            Refuse(TimErrorCodes.ConnectTimeout, $"the call had not left within {timeout.TotalSeconds:0.###} s; nothing was sent");
        else
            Lose($"no answer within {timeout.TotalSeconds:0.###} s of the call; whether the message was sent is unknown");
        Abort(report);
    }
}
