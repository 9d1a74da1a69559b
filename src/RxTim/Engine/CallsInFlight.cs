using System.Diagnostics;

namespace RxTim;

/// <summary>
/// The calls of one send that wait for their answer, oldest first, and the one timer that ends the waiting. The send's lock guards it.
/// </summary>
internal sealed class CallsInFlight : IDisposable
{
    private readonly TimeProvider time;
    private readonly TimeSpan timeout;
    private readonly LinkedList<MsgBatchCall> calls = new();

    // Null where calls wait for ever.
    private readonly ITimer? timer;

    // Whether the timer will fire. It is not stopped when its call is answered: it fires once, and is set for the oldest call then.
    private bool armed;

    public CallsInFlight(TimeProvider time, TimeSpan timeout, Action expire)
    {
        this.time = time;
        this.timeout = timeout;
        if (timeout != Timeout.InfiniteTimeSpan)
            timer = time.CreateTimer(static state => ((Action)state!)(), expire, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(MsgBatchCall call)
    {
        call.HandedOverAt = time.GetTimestamp();
        call.Node = calls.AddLast(call);
        if (!armed)
            Arm(timeout);
    }

    public void Remove(MsgBatchCall call)
    {
        if (call.Node is null)
            return;
        calls.Remove(call.Node);
        call.Node = null;
    }

    /// <summary>The calls whose time is over. They stay here until they are answered as such, so that a send that stops meanwhile
    /// finds them. To be called when the timer fires.</summary>
    public List<MsgBatchCall> Expired()
    {
        armed = false;
        var expired = new List<MsgBatchCall>();
        for (var node = calls.First; node is not null; node = node.Next)
        {
            var left = timeout - time.GetElapsedTime(node.Value.HandedOverAt);
            if (left > TimeSpan.Zero)
            {
                Arm(left);
                break;
            }
            expired.Add(node.Value);
        }
        return expired;
    }

    public List<MsgBatchCall> TakeAll()
    {
        var all = calls.ToList();
        foreach (var call in all)
            call.Node = null;
        calls.Clear();
        return all;
    }

    public void Dispose() => timer?.Dispose();

    private void Arm(TimeSpan due)
    {
        Debug.Assert(!armed, "The timer is set once at a time.");
        if (timer is null)
            return;
        // A timer counts whole milliseconds: rounding up keeps it from firing just before the time is over.
        timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        armed = true;
    }
}
