using System.Text;

namespace RxTim.Emulator;

/// <summary>
/// One call's messages in the window for repeats, 20 bytes and the receiver's name each, in arrays that are used again for a later call. As
/// objects, which live for long enough to be carried to where the garbage collector seldom looks, 570,000 a second took 0.12 GB.
/// </summary>
internal sealed class RepeatMessages(int mostMessages, int mostBytes)
{
    // The receivers' names, UTF-8, one behind the other.
    private readonly byte[] receivers = new byte[mostBytes];
    private readonly Message[] messages = new Message[mostMessages];

    private int number;

    // The first message's sequence. The others' are a little larger, or the same.
    private ulong firstSequence;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The message at a place; false if there is none.</summary>
    public bool TryGet(RepeatPlace place, out Message message)
    {
        var isThere = !place.IsNone && place.Index < Count;
        message = isThere ? messages[place.Index] : default;
        return isThere;
    }

    /// <summary>Begins anew for a call, if that has room here.</summary>
    /// <param name="callNumber">The call's number.</param>
    /// <param name="identifiers">How many messages there may be.</param>
    /// <param name="bytes">How many bytes their receivers' names have.</param>
    public bool TryBegin(int callNumber, int identifiers, int bytes)
    {
        if (identifiers > messages.Length || bytes > receivers.Length)
            return false;
        number = callNumber;
        Count = 0;
        return true;
    }

    /// <summary>Adds a message, and gives its place.</summary>
    /// <param name="receiver">To whom.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="sequence">The sequence that it was stored with.</param>
    /// <param name="older">Where the next older one is in the same bucket.</param>
    public RepeatPlace Add(string receiver, int hash, ulong sequence, RepeatPlace older)
    {
        if (Count == 0)
            firstSequence = sequence;
        var start = StartOf(Count);
        var end = start + Encoding.UTF8.GetBytes(receiver, receivers.AsSpan(start));
        messages[Count] = new Message(hash, end, (uint)(sequence - firstSequence), older);
        return new RepeatPlace(number, Count++);
    }

    /// <summary>Whether the message at a place is to this receiver.</summary>
    public bool IsTo(RepeatPlace place, string receiver)
    {
        var start = StartOf(place.Index);
        return receivers.AsSpan(start, messages[place.Index].End - start).SequenceEqual(Encoding.UTF8.GetBytes(receiver));
    }

    /// <summary>The sequence that a message was stored with.</summary>
    public ulong SequenceOf(in Message message) => firstSequence + message.SequenceOffset;

    /// <summary>Puts them into buckets, before those that are there.</summary>
    public void Link(RepeatPlace[] newest)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var head = ref newest[messages[i].Hash & newest.Length - 1];
            messages[i] = messages[i] with { Older = head };
            head = new RepeatPlace(number, i);
        }
    }

    private int StartOf(int index) => index == 0 ? 0 : messages[index - 1].End;

    /// <summary>A message.</summary>
    /// <param name="Hash">Of all that a repeat has in common with it.</param>
    /// <param name="End">Where its receiver's name ends.</param>
    /// <param name="SequenceOffset">How much larger than the first one's its sequence is.</param>
    /// <param name="Older">Where the next older one is in the same bucket.</param>
    internal readonly record struct Message(int Hash, int End, uint SequenceOffset, RepeatPlace Older);
}
