using System.Diagnostics;

namespace RxTim;

/// <summary>
/// The calls of one send that wait for their answer, oldest first, and the one timer that ends the waiting. The send's lock guards it.
/// </summary>
/// <remarks>A timer that fires long after it was due says that the process stood still: it was stopped, its thread pool was starved, the
/// machine slept. Answers may have arrived meanwhile and wait to be read, so they are given the time for it before a call counts as not
/// answered.</remarks>
internal sealed class CallsInFlight : IDisposable
{
    // How late a timer may fire for nothing, how long what has arrived may take to be read, and how often in a row that is granted.
    private static readonly TimeSpan Punctual = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(1);
    private const int MostReadings = 10;

    private readonly TimeProvider time;
    private readonly TimeSpan timeout;
    private readonly LinkedList<CallInFlight> calls = new();

    // Null where calls wait for ever.
    private readonly ITimer? timer;

    // Whether the timer will fire, and when, as a timestamp. It is not stopped when its call is answered: it fires once, and is set for the
    // oldest call then.
    private bool armed;
    private long due;

    // How often in a row it fired late.
    private int readings;

    public CallsInFlight(TimeProvider time, TimeSpan timeout, Action expire)
    {
        this.time = time;
        this.timeout = timeout;
        if (timeout != Timeout.InfiniteTimeSpan)
            timer = time.CreateTimer(static state => ((Action)state!)(), expire, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public IReadOnlyCollection<CallInFlight> All => calls;

    public void Add(CallInFlight call)
    {
        call.Node = calls.AddLast(call);
        if (!armed)
            Arm(timeout);
    }

    public void Remove(CallInFlight call)
    {
        if (call.Node is null)
            return;
        calls.Remove(call.Node);
        call.Node = null;
    }

    /// <summary>The calls whose time is over. They stay here until they are answered as such, so that a send that stops meanwhile
    /// finds them. To be called when the timer fires.</summary>
    public List<CallInFlight> Expired()
    {
        armed = false;
        if (time.GetElapsedTime(due) > Punctual && calls.Count > 0 && ++readings <= MostReadings)
        {
            Arm(Reading);
            return [];
        }
        readings = 0;
        var expired = new List<CallInFlight>();
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

    public void Dispose() => timer?.Dispose();

    private void Arm(TimeSpan left)
    {
        Debug.Assert(!armed, "The timer is set once at a time.");
        if (timer is null)
            return;
        // A timer counts whole milliseconds: rounding up keeps it from firing just before the time is over.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
        due = time.GetTimestamp() + time.TimestampsIn(whole);
        armed = true;
        timer.Change(whole, Timeout.InfiniteTimeSpan);
    }
}
