using System.Text;

namespace RxTim.Emulator;

/// <summary>
/// The messages with a random of their own that were stored a short while ago, by which a repeat is told: same sender, receiver, random
/// and sequence. Holds no message that arrived before the window. Locks nothing itself.
/// </summary>
internal sealed class RepeatWindow(TimeProvider time, TimeSpan length)
{
    // Messages for each bucket, on average, before there are to be twice as many buckets.
    private const int MostPerBucket = 2;

    // A call takes the arrays of one that is forgotten at about the same time, so few have to wait for their next use.
    private const int MostSpare = 64;

    // The calls that brought them, by their number. The numbers follow each other in order of arrival, and begin anew after the largest.
    private readonly Dictionary<int, ReceivedCall> calls = [];
    private int oldest;
    private int next;

    // By hash, where the newest message is that has it. A power of two.
    private RepeatPlace[] newest = new RepeatPlace[1024];

    // Of calls that were forgotten.
    private readonly Stack<RepeatMessages> spare = new();

    /// <summary>How many messages are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets what is as old as the window is long, or older.</summary>
    public void Advance(long now)
    {
        while (calls.TryGetValue(oldest, out var call) && time.GetElapsedTime(call.Arrival.Timestamp, now) >= length)
        {
            Forget(call);
            calls.Remove(oldest++);
            if (spare.Count < MostSpare)
                spare.Push(call.Messages!);
        }
    }

    /// <summary>The call that brought the same message earlier in the window, and the sequence that it was stored with.</summary>
    public (ReceivedCall Call, ulong Sequence)? Find(MessageTemplate template, string receiver)
    {
        var hash = HashOf(template, receiver);
        var place = newest[hash & newest.Length - 1];
        while (calls.TryGetValue(place.Call, out var call) && call.Messages!.TryGet(place, out var message))
        {
            if (message.Hash == hash && !call.IsForgotten
                && call.Messages.IsTo(place, receiver) && call.Arrival.Template.IsRepeatedBy(template))
                return (call, call.Messages.SequenceOf(message));
            place = message.Older;
        }
        return null;
    }

    /// <summary>Remembers a message that the newest call brought anew.</summary>
    /// <param name="call">The call.</param>
    /// <param name="identifiers">All to whom the call goes.</param>
    /// <param name="receiver">To whom the message is.</param>
    /// <param name="sequence">The sequence that it was stored with.</param>
    public void Add(ReceivedCall call, IReadOnlyList<string> identifiers, string receiver, ulong sequence)
    {
        if (length == TimeSpan.Zero)
            return;
        if (call.Messages is null)
        {
            call.Messages = Begin(next, identifiers);
            calls.Add(next++, call);
        }
        if (++Count > MostPerBucket * newest.Length)
            Grow();
        var hash = HashOf(call.Arrival.Template, receiver);
        ref var head = ref newest[hash & newest.Length - 1];
        head = call.Messages.Add(receiver, hash, sequence, head);
    }

    /// <summary>Forgets what a call brought.</summary>
    public void Forget(ReceivedCall call)
    {
        if (call.IsForgotten)
            return;
        call.IsForgotten = true;
        Count -= call.Messages?.Count ?? 0;
    }

    private static int HashOf(MessageTemplate template, string receiver) => HashCode.Combine(template.RepeatHash, receiver);

    private RepeatMessages Begin(int number, IReadOnlyList<string> identifiers)
    {
        var bytes = identifiers.Sum(Encoding.UTF8.GetByteCount);
        // What is too small for this call is let go.
        if (spare.TryPop(out var used) && used.TryBegin(number, identifiers.Count, bytes))
            return used;
        // A tenth more, so that the next call has room too if its names are a little longer.
        var made = new RepeatMessages(identifiers.Count, bytes + bytes / 10);
        made.TryBegin(number, identifiers.Count, bytes);
        return made;
    }

    private void Grow()
    {
        newest = new RepeatPlace[2 * newest.Length];
        for (var number = oldest; number != next; number++)
            calls[number].Messages!.Link(newest);
    }
}
