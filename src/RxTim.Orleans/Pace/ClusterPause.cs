namespace RxTim.Orleans;

/// <summary>How all silos pause after "too many calls": for 100 ms, and twice as long each further time, up to 5 s, until a call that was
/// handed over since is answered otherwise. Times are spans since an activation began.</summary>
internal sealed class ClusterPause
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Counts the pauses, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>How many pauses there were in a row; 0 while the backend takes what comes.</summary>
    public int InARow { get; private set; }

    /// <summary>When the newest pause is over. After it the silos get what one call needs at a time, until one is answered.</summary>
    public TimeSpan End { get; private set; }

    /// <summary>Whether the backend is not known to take calls again.</summary>
    public bool IsOn => InARow > 0;

    /// <summary>How long the newest pause is.</summary>
    public TimeSpan Length
    {
        get
        {
            var length = First;
            for (var i = 1; i < InARow && length < Longest; i++)
                length += length;
            return length < Longest ? length : Longest;
        }
    }

    /// <summary>A silo had an answer to a call that was handed over since the newest pause that it knew. What it says counts only if that
    /// is the newest: so the calls in flight at that moment make one pause together.</summary>
    public void Answered(int known, bool isThrottled, TimeSpan now)
    {
        if (known != Number || (IsOn && now < End))
            return;
        if (!isThrottled)
        {
            InARow = 0;
            return;
        }
        InARow++;
        Number++;
        End = now + Length;
    }

    /// <summary>Takes up what was stored.</summary>
    public void Restore(int number, int inARow, TimeSpan left) => (Number, InARow, End) = (number, inARow, left);
}
