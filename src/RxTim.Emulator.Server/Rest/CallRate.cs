namespace RxTim.Emulator;

/// <summary>Counts calls by the second of the clock; those over the limit are refused.</summary>
internal sealed class CallRate(int? limit, TimeProvider time)
{
    // Guards the fields below.
    private readonly Lock gate = new();

    private long second;
    private int taken;

    /// <exception cref="RestRefusal">The second's calls are used up.</exception>
    public void Take()
    {
        if (limit is null)
            return;
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        lock (gate)
        {
            if (now != second)
                (second, taken) = (now, 0);
            if (taken < limit)
            {
                taken++;
                return;
            }
        }
        throw new RestRefusal(TimErrorCodes.RestFrequencyLimit, $"more than {limit} calls in this second");
    }
}
