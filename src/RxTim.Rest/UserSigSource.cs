namespace RxTim.Rest;

/// <summary>Where a UserSig comes from. It tells nobody what it holds: no member, and no text of it, gives the secret key or the
/// UserSig.</summary>
public abstract class UserSigSource
{
    private UserSigSource()
    {
    }

    // Whether asking again may give another one.
    internal abstract bool CanRenew { get; }

    /// <summary>UserSigs made here, from the app's secret key. Each is used for nine tenths of its life, then the next is made.</summary>
    /// <param name="secretKey">The app's secret key, as its console shows it.</param>
    /// <param name="lifetime">How long each is valid, in whole seconds, at least 10; a day by default.</param>
    /// <exception cref="ArgumentException">The secret key is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is out of its range.</exception>
    public static UserSigSource FromSecretKey(string secretKey, TimeSpan? lifetime = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(secretKey);
        var span = lifetime ?? TimeSpan.FromDays(1);
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.FromSeconds(10), nameof(lifetime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span, TimeSpan.FromSeconds(uint.MaxValue), nameof(lifetime));
        return new SecretKeySource(secretKey, span);
    }

    /// <summary>One UserSig made elsewhere. When it has expired, sends stop with 70001.</summary>
    /// <param name="userSig">The UserSig.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static UserSigSource Fixed(string userSig)
    {
        ArgumentException.ThrowIfNullOrEmpty(userSig);
        return new FixedSource(userSig);
    }

    /// <summary>UserSigs from elsewhere, for example a service that holds the secret key.</summary>
    /// <param name="ask">Gives one that is valid now. Asked when the first is needed, when nine tenths of the time that the last had left
    /// are over, and when the backend says that it has expired; one asking at a time, for all calls. If it fails, the send is stopped with
    /// 70002 (<see cref="TimErrorCodes.UserSigEmpty"/>), which names the exception's type only.</param>
    public static UserSigSource From(Func<ValueTask<string>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return new AskedSource(ask);
    }

    /// <summary>The kind of source, without what it holds.</summary>
    /// <returns>A short text.</returns>
    public sealed override string ToString() => nameof(UserSigSource);

    internal abstract ValueTask<string> AskAsync(RestTransportOptions options);

    private sealed class SecretKeySource(string secretKey, TimeSpan lifetime) : UserSigSource
    {
        internal override bool CanRenew => true;

        internal override ValueTask<string> AskAsync(RestTransportOptions options) =>
            new(Rest.UserSig.Create(options.SdkAppId, secretKey, options.Admin, lifetime, options.TimeProvider.GetUtcNow()));
    }

    private sealed class FixedSource(string userSig) : UserSigSource
    {
        internal override bool CanRenew => false;

        internal override ValueTask<string> AskAsync(RestTransportOptions options) => new(userSig);
    }

    private sealed class AskedSource(Func<ValueTask<string>> ask) : UserSigSource
    {
        internal override bool CanRenew => true;

        // On the thread pool, for it is the caller's code and the cache holds its lock.
        internal override ValueTask<string> AskAsync(RestTransportOptions options) => new(Task.Run(() => ask().AsTask()));
    }
}
