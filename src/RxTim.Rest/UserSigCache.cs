namespace RxTim.Rest;

/// <summary>The UserSig in use: shared by all calls, renewed before its end, and asked for by one call at a time.</summary>
internal sealed class UserSigCache(RestTransportOptions options)
{
    private readonly Lock gate = new();

    // The asking for the UserSig in use, which all calls wait for; null before the first.
    private Task<Held>? held;

    /// <summary>Whether a UserSig that the backend calls expired can be followed by another.</summary>
    public bool CanRenew => options.UserSig.CanRenew;

    /// <summary>Gives the UserSig in use, after renewing it where that is due.</summary>
    /// <param name="expired">One that the backend called expired; another is given.</param>
    /// <param name="cancellationToken">Ends the waiting of this call alone.</param>
    public async ValueTask<string> GetAsync(string? expired, CancellationToken cancellationToken)
    {
        Task<Held> asking;
        lock (gate)
        {
            if (held is null || held.IsFaulted || held.IsCanceled || (held.IsCompletedSuccessfully && MustRenew(held.Result, expired)))
                held = AskAsync();
            asking = held;
        }
        return (await asking.WaitAsync(cancellationToken).ConfigureAwait(false)).UserSig;
    }

    private bool MustRenew(Held current, string? expired) =>
        CanRenew && (current.UserSig == expired || options.TimeProvider.GetElapsedTime(current.AskedAt) >= current.UsedFor);

    private async Task<Held> AskAsync()
    {
        var askedAt = options.TimeProvider.GetTimestamp();
        var userSig = await options.UserSig.AskAsync(options).ConfigureAwait(false);
        if (string.IsNullOrEmpty(userSig))
            throw new InvalidOperationException("The source of UserSigs gave none.");
        return new Held(userSig, askedAt, UsedFor(userSig));
    }

    // Nine tenths of what it has left; for ever where that cannot be read, for then only the backend knows.
    private TimeSpan UsedFor(string userSig)
    {
        if (UserSig.Parse(userSig) is not { } content)
            return TimeSpan.MaxValue;
        var left = content.Time + (double)content.ExpireSeconds - options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();
        return TimeSpan.FromSeconds(Math.Clamp(left * 0.9, 0, uint.MaxValue));
    }

    private sealed record Held(string UserSig, long AskedAt, TimeSpan UsedFor);
}
