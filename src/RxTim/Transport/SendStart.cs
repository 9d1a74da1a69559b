namespace RxTim;

/// <summary>A send that begins, as interceptors see it.</summary>
public sealed class SendStart
{
    private readonly Action drain;

    internal SendStart(Message message, RepeatStamp stamp, TimeProvider timeProvider, bool callerWaits, Action drain)
    {
        Message = message;
        Random = stamp.Random;
        Sequence = stamp.Sequence;
        TimeProvider = timeProvider;
        CallerWaits = callerWaits;
        this.drain = drain;
    }

    /// <summary>The message.</summary>
    public Message Message { get; }

    /// <summary>The random that the send's calls carry (<see cref="MsgBatchCall.Random"/>), unless an identifier may be sent to twice.</summary>
    public uint Random { get; }

    /// <summary>The sequence that goes with <see cref="Random"/>.</summary>
    public uint Sequence { get; }

    /// <summary>The client's clock.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Whether whoever began the send pulls its results, and so is still there while it runs; else it may be long gone.</summary>
    internal bool CallerWaits { get; }

    /// <summary>Lets the send end early without leaving anybody in doubt: no further identifier is pulled, none is tried again, and when
    /// what is in flight is answered the stream completes. May be called at any time and more than once.</summary>
    public void Drain() => drain();
}
