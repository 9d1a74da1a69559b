using System.Diagnostics;

namespace RxTim.Orleans;

/// <summary>A silo's side of the account: what it has of both kinds, and what it knows of the pause. Nothing here waits or reads a clock.
/// Times are spans since the silo began. The lock guards all of it.</summary>
internal sealed class SiloPace(object gate, ClusterPace pace)
{
    private readonly Guid key = Guid.NewGuid();

    private long number;
    private TimeSpan asked;
    private TimeSpan? takenLast;
    private bool isLost;

    // The newest pause that is known, and what happened to calls that were handed over since.
    private int pause;
    private bool isHandedOver;
    private bool isThrottled;
    private bool isAnswered;

    // What the report that is under way told of these.
    private bool toldThrottled;
    private bool toldAnswered;

    /// <summary>Null where calls have no limit.</summary>
    public SiloPermits? Calls { get; } = pace.CallsPerSecond is { } calls ? new(gate, calls) : null;

    /// <summary>Null where recipients have no limit.</summary>
    public SiloPermits? Recipients { get; } = pace.RecipientsPerMinute is { } recipients ? new(gate, recipients) : null;

    public Guid Key => key;

    public int Pause => pause;

    /// <summary>Whether the backend is not known to take calls again.</summary>
    public bool IsPausing { get; private set; }

    /// <summary>Whether there is nothing here that the grain could have news for.</summary>
    public bool IsEmpty => Calls is not { IsEmpty: false } && Recipients is not { IsEmpty: false };

    /// <summary>A call goes to the backend.</summary>
    public void HandedOver() => isHandedOver = true;

    /// <summary>A call was answered with "too many calls".</summary>
    public void Throttled()
    {
        AssertGate();
        // Answers to what was in flight when the pause began belong to that pause.
        if (IsPausing && !isHandedOver)
            return;
        isThrottled = true;
        Discard();
    }

    /// <summary>A call was answered, and not with "too many calls".</summary>
    public void Answered()
    {
        AssertGate();
        isAnswered |= IsPausing && isHandedOver;
    }

    /// <summary>There is news for this silo, or what the grain knows of it may be lost.</summary>
    public void AskAgain() => isLost = true;

    /// <summary>When to report; null if there is nothing to say.</summary>
    public TimeSpan? Due()
    {
        AssertGate();
        if (isLost || isThrottled || isAnswered)
            return TimeSpan.MinValue;
        var (calls, recipients) = (Calls?.Due(asked), Recipients?.Due(asked));
        return calls < recipients || recipients is null ? calls : recipients;
    }

    public PaceReport Report(TimeSpan now)
    {
        AssertGate();
        number++;
        asked = now;
        isLost = false;
        (toldThrottled, toldAnswered) = (isThrottled, isAnswered);
        return new PaceReport
        {
            Silo = key,
            Number = number,
            Calls = Calls?.Report(number, now),
            Recipients = Recipients?.Report(number, now),
            Pause = pause,
            IsThrottled = isThrottled,
            IsAnswered = isAnswered,
            WasTaken = now - takenLast < PaceTimes.RecipientWindow,
        };
    }

    /// <summary>The grain answers the newest report.</summary>
    public void Take(PaceAnswer answer, TimeSpan now)
    {
        AssertGate();
        takenLast = asked;
        isThrottled &= !toldThrottled;
        isAnswered &= !toldAnswered;
        if (answer.Pause != pause)
        {
            pause = answer.Pause;
            (isHandedOver, isThrottled, isAnswered) = (false, false, false);
            Discard();
        }
        IsPausing = answer.IsPausing;
        // Reckoned from before the report left: the grain's lease begins when it comes there.
        var usableUntil = asked + PaceTimes.Use;
        Calls?.Answered(number, answer.Calls, usableUntil, now);
        Recipients?.Answered(number, answer.Recipients, usableUntil, now);
    }

    // What was ready is to be given back at once.
    private void Discard()
    {
        var any = Calls?.Discard() == true;
        any |= Recipients?.Discard() == true;
        isLost |= any;
    }

    private void AssertGate() => Debug.Assert(Monitor.IsEntered(gate), "The pace's lock guards the account.");
}
