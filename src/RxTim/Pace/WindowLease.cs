using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>Permits that were granted in the same part of a window. The limiter's lock guards all of it.</summary>
internal sealed class WindowGrants(long first)
{
    /// <summary>When the first of them was granted, and the last, as timestamps.</summary>
    public long First { get; } = first;

    public long Last { get; set; } = first;

    public int Permits { get; set; }

    /// <summary>Whether the window after them is over.</summary>
    public bool IsOver { get; set; }
}

/// <summary>Permits of a <see cref="WindowLimiter"/>.</summary>
internal sealed class WindowLease : RateLimitLease
{
    public static readonly WindowLease Refused = new(null, null, 0);

    private readonly WindowLimiter? limiter;

    // Where the permits are counted; null where they are held.
    private readonly WindowGrants? grants;
    private int givenBack;

    public WindowLease(WindowLimiter? limiter, WindowGrants? grants, int permits)
    {
        this.limiter = limiter;
        this.grants = grants;
        Permits = permits;
    }

    public int Permits { get; }

    public override bool IsAcquired => limiter is not null;

    public override IEnumerable<string> MetadataNames => [];

    /// <summary>Takes the permits from where they are counted, for the limiter to count them anew. To be called in its lock, once.</summary>
    /// <returns>Whether they still counted.</returns>
    public bool TakeOut()
    {
        if (grants?.IsOver == true)
            return false;
        grants?.Permits -= Permits;
        return true;
    }

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = null;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (limiter is not null && Interlocked.Exchange(ref givenBack, 1) == 0)
            limiter.GiveBack(this);
        base.Dispose(disposing);
    }
}
