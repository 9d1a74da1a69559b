using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace RxTim;

/// <summary>
/// One call to a backend: a message, the identifiers it goes to, and the place where the transport reports what became of them.
/// </summary>
/// <remarks>
/// Every method here may be called on any thread, several at once, inside <see cref="IMsgBatchTransport.Send"/> or long after it.
/// The first report on an identifier counts; a second one, one on an identifier that was not asked, and any report after the call
/// <see cref="IsOver"/> is dropped. None of the reporting methods throws.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no links, so there is nothing to dispose of.")]
public sealed partial class MsgBatchCall
{
    private readonly string[] identifiers;
    private readonly CallContent content;
    private readonly CallSlots slots;

    // The owner's lock. It guards the identifiers without a result, and that the call is over.
    private readonly object gate;
    private readonly OpenIdentifiers open;

    // Null once every identifier has its result, or nobody waits any longer.
    private ICallOwner? owner;

    // Made when a transport asks for Aborted, and whether that was to be cancelled by then.
    private CancellationTokenSource? abort;
    private bool aborted;

    internal MsgBatchCall(ICallOwner owner, CallContent content, string[] identifiers, CallSlots slots, RepeatStamp stamp)
    {
        this.owner = owner;
        this.content = content;
        this.identifiers = identifiers;
        this.slots = slots;
        gate = owner.Gate;
        open = new OpenIdentifiers(identifiers);
        Stamp = stamp;
    }

    /// <summary>Makes a call by hand: to test a transport without a client.</summary>
    /// <param name="message">The message. Its own random and sequence are the call's; each that it lacks is drawn.</param>
    /// <param name="identifiers">Who it goes to; at least one. The ordinals count from 0.</param>
    /// <param name="owner">Who is told of the results.</param>
    /// <exception cref="ArgumentException">There is no identifier, or one is null.</exception>
    public MsgBatchCall(Message message, IReadOnlyList<string> identifiers, IMsgBatchCallOwner owner)
        : this(
            new OwnedCall(Given(owner)),
            new CallContent(MsgBatchSendParam.Create(Given(message))),
            Checked(identifiers),
            new CallSlots(firstOrdinal: 0),
            RepeatStamp.For(message)) => ((OwnedCall)this.owner!).Attach(this);

    /// <summary>Makes a call like another one, for a transport that passes calls on and wants to see, or to change, what comes back. Once
    /// nobody waits for the other call any longer, nobody waits for this one.</summary>
    /// <param name="original">The call that the transport was given. It is told nothing, not even that the other transport holds this one
    /// (<see cref="Hold"/>): the owner reports on it.</param>
    /// <param name="owner">Who is told of the results.</param>
    public MsgBatchCall(MsgBatchCall original, IMsgBatchCallOwner owner)
        : this(
            new OwnedCall(Given(owner)),
            Given(original).content,
            original.identifiers,
            original.slots,
            original.Stamp)
    {
        leavingTime = original.leavingTime;
        ((OwnedCall)this.owner!).Attach(this);
        original.Aborted.Register(static call => ((MsgBatchCall)call!).Close(), this);
    }

    /// <summary>The message to send.</summary>
    public Message Message => content.Param.Message;

    /// <summary>Who it goes to, in the order asked; at least one.</summary>
    public IReadOnlyList<string> Identifiers => identifiers;

    /// <summary>Whether reports on this call no longer matter: every identifier has its result, or nobody waits for one.</summary>
    public bool IsOver => Volatile.Read(ref owner) is null;

    /// <summary>Cancelled when nobody waits for this call any longer although it is not answered in full: the send was cancelled,
    /// stopped, or the call timed out.</summary>
    public CancellationToken Aborted
    {
        get
        {
            lock (gate)
            {
                if (abort is null)
                {
                    abort = new CancellationTokenSource();
                    if (aborted)
                        abort.Cancel();
                }
                return abort.Token;
            }
        }
    }

    /// <summary>The random that, with the sequence, lets a backend recognise a message that it has taken already: the message's own
    /// (<see cref="Message.Rand"/>) if it has one other than 0, else one drawn for the send, or for the call where an identifier may be
    /// sent to twice. REST: <c>MsgRandom</c>.</summary>
    public uint Random => Stamp.Random;

    /// <summary>The sequence that goes with <see cref="Random"/>. REST: <c>MsgSeq</c>.</summary>
    public uint Sequence => Stamp.Sequence;

    /// <summary>Whether all its identifiers were handed over before, and are now tried again.</summary>
    public bool IsRetry => slots.Earlier is not null;

    internal RepeatStamp Stamp { get; }

    /// <summary>Who sees the call leave and come back; set before it is handed over, if at all.</summary>
    internal ICallWatch? Watch { get; set; }

    /// <summary>Where an identifier stands in the order asked, from 0: its results have the same number
    /// (<see cref="MsgBatchSendResult.Ordinal"/>).</summary>
    /// <param name="index">The identifier's place in <see cref="Identifiers"/>.</param>
    /// <returns>The ordinal. Under <see cref="DuplicateIdentifiers.SendOnce"/> repeats are not counted.</returns>
    public long OrdinalOf(int index) => slots.OrdinalOf(index);

    /// <summary>Writes the call as the SDK takes it: a <c>MsgBatchSendParam</c> in JSON, UTF-8.</summary>
    /// <param name="output">Where to.</param>
    public void WriteJson(IBufferWriter<byte> output) => content.WriteJson(output, identifiers, Stamp);

    /// <summary>The call as the SDK takes it: a <c>MsgBatchSendParam</c> in JSON.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteJson(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Ends the waiting, for whoever made the call by hand: later reports are dropped, and <see cref="Aborted"/> is cancelled
    /// unless every identifier has its result.</summary>
    /// <returns>The places in <see cref="Identifiers"/> of those without a result.</returns>
    /// <exception cref="InvalidOperationException">A send made the call and waits for it.</exception>
    public IReadOnlyList<int> Close()
    {
        int[] left;
        lock (gate)
        {
            if (owner is not (null or OwnedCall))
                throw new InvalidOperationException("The send that made this call waits for it: report what became of it instead.");
            left = CloseInLock();
        }
        if (left.Length > 0)
            Abort(UnhandledExceptions.Report);
        return left;
    }

    // Abort is to follow outside the lock, for it runs what the transport does then.
    internal int[] CloseInLock()
    {
        Debug.Assert(Monitor.IsEntered(gate), "The owner's lock guards the end of a call.");
        if (owner is null)
            return [];
        Volatile.Write(ref owner, null);
        return open.ToArray();
    }

    internal void Abort(Action<Exception> report)
    {
        CancellationTokenSource? source;
        lock (gate)
        {
            aborted = true;
            source = abort;
        }
        if (source is not null)
            UnhandledExceptions.TryRun(source.Cancel, report);
        Watch?.Over();
    }

    private static T Given<T>(T argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(argument, name);
        return argument;
    }

    private static string[] Checked(IReadOnlyList<string> identifiers)
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        if (identifiers.Count == 0)
            throw new ArgumentException("A call goes to one identifier or more.", nameof(identifiers));
        return [.. identifiers.Select((identifier, index) => IdentifierText.Checked(identifier, index + 1))];
    }
}
