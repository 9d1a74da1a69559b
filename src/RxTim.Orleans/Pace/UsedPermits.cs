namespace RxTim.Orleans;

/// <summary>Permits whose calls are over, which count for a window from then. Times are spans since an activation began.</summary>
internal sealed class UsedPermits(TimeSpan window)
{
    /// <summary>What a window is divided into. Permits of the same part are forgotten together, so that neither memory nor storage grows
    /// with the rate; none is forgotten too soon.</summary>
    public const int Parts = 250;

    private readonly long part = window.Ticks / Parts;

    // By the number of the part at whose end their window begins.
    private readonly SortedDictionary<long, int> permits = [];

    /// <summary>How many count.</summary>
    public int Count { get; private set; }

    /// <summary>Lets permits count for a window from a moment.</summary>
    public void Add(TimeSpan over, int count, TimeSpan now)
    {
        var number = PartEndingAfter(over < now ? over : now);
        if (End(number) > now)
            Add(number, count);
    }

    /// <summary>Forgets those whose window is over.</summary>
    public void Forget(TimeSpan now)
    {
        while (permits.Count > 0)
        {
            var (oldest, count) = permits.First();
            if (End(oldest) > now)
                return;
            permits.Remove(oldest);
            Count -= count;
        }
    }

    /// <summary>When so many of them are forgotten; null if there are not as many.</summary>
    public TimeSpan? ForgottenAt(int count)
    {
        foreach (var (oldest, some) in permits)
        {
            count -= some;
            if (count <= 0)
                return End(oldest);
        }
        return null;
    }

    /// <summary>Them as ages, in parts of a window: so they mean the same on another machine, whatever its clock shows.</summary>
    public IEnumerable<(int Age, int Count)> ToAges(TimeSpan now)
    {
        foreach (var (number, count) in permits)
            yield return ((int)Math.Floor((double)(now.Ticks - (number * part)) / part), count);
    }

    /// <summary>Takes what was stored as if it had been stored at the beginning of this activation. It was stored before, so nothing is
    /// forgotten too soon; it counts for longer by as long as nobody was there.</summary>
    public void AddAge(int age, int count) => Add(-age, count);

    private void Add(long number, int count)
    {
        permits[number] = permits.GetValueOrDefault(number) + count;
        Count += count;
    }

    private long PartEndingAfter(TimeSpan moment) => (long)Math.Ceiling((double)moment.Ticks / part);

    private TimeSpan End(long number) => TimeSpan.FromTicks(number * part) + window;
}
