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

    private readonly BatchSend send;
    private readonly TimeProvider time;
    private readonly TimeSpan timeout;

    // Linked through the calls.
    private CallInFlight? first;
    private CallInFlight? last;

    // Made for the first call; none where calls wait for ever.
    private ITimer? timer;
    private bool isDisposed;

    // Whether the timer will fire, and when, as a timestamp. It is not stopped when its call is answered: it fires once, and is set for the
    // oldest call then.
    private bool armed;
    private long due;

    // How often in a row it fired late.
    private int readings;

    /// <param name="send">Whose calls they are. It is told to <see cref="BatchSend.Expire"/> when their time may be over.</param>
    /// <param name="time">The clock.</param>
    /// <param name="timeout">How long a call waits.</param>
    public CallsInFlight(BatchSend send, TimeProvider time, TimeSpan timeout)
    {
        this.send = send;
        this.time = time;
        this.timeout = timeout;
    }

    public IEnumerable<CallInFlight> All
    {
        get
        {
            for (var call = first; call is not null; call = call.Next)
                yield return call;
        }
    }

    public void Add(CallInFlight call)
    {
        Debug.Assert(!isDisposed, "Nothing is handed over after the end.");
        (call.Previous, call.IsInFlight) = (last, true);
        if (last is null)
            first = call;
        else
            last.Next = call;
        last = call;
        if (!armed)
            Arm(timeout);
    }

    public void Remove(CallInFlight call)
    {
        if (!call.IsInFlight)
            return;
        if (call.Previous is { } previous)
            previous.Next = call.Next;
        else
            first = call.Next;
        if (call.Next is { } next)
            next.Previous = call.Previous;
        else
            last = call.Previous;
        (call.Previous, call.Next, call.IsInFlight) = (null, null, false);
    }

    /// <summary>The calls whose time is over. They stay here until they are answered as such, so that a send that stops meanwhile
    /// finds them. To be called when the timer fires.</summary>
    public List<CallInFlight> Expired()
    {
        armed = false;
        if (time.GetElapsedTime(due) > Punctual && first is not null && ++readings <= MostReadings)
        {
            Arm(Reading);
            return [];
        }
        readings = 0;
        var expired = new List<CallInFlight>();
        for (var call = first; call is not null; call = call.Next)
        {
            var left = timeout - time.GetElapsedTime(call.HandedOverAt);
            if (left > TimeSpan.Zero)
            {
                Arm(left);
                break;
            }
            expired.Add(call);
        }
        return expired;
    }

    public void Dispose()
    {
        isDisposed = true;
        timer?.Dispose();
    }

    private void Arm(TimeSpan left)
    {
        Debug.Assert(!armed, "The timer is set once at a time.");
        if (timeout == Timeout.InfiniteTimeSpan || isDisposed)
            return;
        // A timer counts whole milliseconds: rounding up keeps it from firing just before the time is over.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
        due = time.GetTimestamp() + time.TimestampsIn(whole);
        armed = true;
        if (timer is null)
            timer = time.CreateTimer(static send => ((BatchSend)send!).Expire(), send, whole, Timeout.InfiniteTimeSpan);
        else
            timer.Change(whole, Timeout.InfiniteTimeSpan);
    }
}
