namespace RxTim;

// Whether the call has left this machine, as far as its transport says so.
public sealed partial class MsgBatchCall
{
    // Nothing has left, and the transport will ask before anything does; and whether it is too late to ask.
    private bool held;
    private bool mayNotLeave;

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
        lock (gate)
        {
            if (owner is null || mayNotLeave)
                return false;
            held = false;
            return true;
        }
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
