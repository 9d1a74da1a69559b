namespace RxTim.Hosting;

/// <summary>How a client of a service is set up: the section <c>RxTim</c> of its configuration. Each property is a key of the same
/// name.</summary>
public sealed class RxTimOptions
{
    /// <summary>The server REST API. Needed unless the emulator stands in for it.</summary>
    public RestSettings Rest { get; } = new();

    /// <summary>How fast to send.</summary>
    public PaceSettings Pace { get; } = new();

    /// <summary>Which identifiers are tried again.</summary>
    public RetrySettings Retry { get; } = new();

    /// <summary>How sends are cut into calls, and how long answers are waited for.</summary>
    public ClientSettings Client { get; } = new();

    // Where the settings stand, for messages.
    internal string Path { get; set; } = RxTimDefaults.Section;

    // Whether something else than the REST API is the transport.
    internal bool HasOtherTransport { get; set; }

    // What could not be read.
    internal List<string> Problems { get; } = [];
}

/// <summary>The key <c>Rest</c>: who calls the server REST API, and where it is.</summary>
public sealed class RestSettings
{
    /// <summary>Where the app's data is kept: one of <see cref="RxTim.Rest.TimRegion"/>. This or <see cref="Domain"/>.</summary>
    public Rest.TimRegion? Region { get; set; }

    /// <summary>Another address of the API: <c>https</c>, or <c>http</c> on this machine. This or <see cref="Region"/>.</summary>
    public Uri? Domain { get; set; }

    /// <summary>The app's number, over 0.</summary>
    public uint? SdkAppId { get; set; }

    /// <summary>The identifier of the app's administrator.</summary>
    public string? Admin { get; set; }

    /// <summary>The app's secret key, from which UserSigs are made and renewed in time. This or <see cref="UserSig"/>.</summary>
    public string? SecretKey { get; set; }

    /// <summary>A UserSig of the administrator that was made elsewhere. When it expires, sends stop.</summary>
    public string? UserSig { get; set; }

    /// <summary>How long a UserSig from <see cref="SecretKey"/> is valid; at least 10 s, a day by default.</summary>
    public TimeSpan? UserSigLifetime { get; set; }

    /// <summary>Whom messages are from; the administrator by default.</summary>
    public string? From { get; set; }

    /// <summary>How long the backend keeps a message for users who are offline: whole seconds up to seven days, its default.</summary>
    public TimeSpan? LifeTime { get; set; }

    /// <summary>Whether only users who are online get messages; no by default.</summary>
    public bool OnlineOnly { get; set; }

    /// <summary>How long a call may wait for a connection: over 0; 10 s by default.</summary>
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>How long a connection is kept before another is made, so that a change of the address is seen: over 0; 5 minutes by
    /// default.</summary>
    public TimeSpan? PooledConnectionLifetime { get; set; }
}

/// <summary>The key <c>Pace</c>: how fast to send. Both limits hold at once, each for all that the client sends.</summary>
public sealed class PaceSettings
{
    /// <summary>The most calls in any second, at least 1. No limit by default. The REST API takes 200
    /// (<see cref="RxTim.Pace.TencentCallsPerSecond"/>).</summary>
    public int? CallsPerSecond { get; set; }

    /// <summary>The most recipients in any minute, at least 1; a call to 500 counts 500. No limit by default. The REST API takes 12,000
    /// (<see cref="RxTim.Pace.TencentRecipientsPerMinute"/>), until more are bought.</summary>
    public int? RecipientsPerMinute { get; set; }
}

/// <summary>The key <c>Retry</c>: see <see cref="RetryOptions"/>.</summary>
public sealed class RetrySettings
{
    /// <inheritdoc cref="RetryOptions.MaxAttempts"/>
    public int? MaxAttempts { get; set; }

    /// <inheritdoc cref="RetryOptions.FirstDelay"/>
    public TimeSpan? FirstDelay { get; set; }

    /// <inheritdoc cref="RetryOptions.MaxDelay"/>
    public TimeSpan? MaxDelay { get; set; }

    /// <inheritdoc cref="RetryOptions.RetryUnknown"/>
    public bool RetryUnknown { get; set; }
}

/// <summary>The key <c>Client</c>: see <see cref="TimClientOptions"/>.</summary>
public sealed class ClientSettings
{
    /// <inheritdoc cref="TimClientOptions.IdentifiersPerCall"/>
    public int? IdentifiersPerCall { get; set; }

    /// <inheritdoc cref="TimClientOptions.MaxConcurrentCalls"/>
    public int? MaxConcurrentCalls { get; set; }

    /// <inheritdoc cref="TimClientOptions.ResultTimeout"/>
    public TimeSpan? ResultTimeout { get; set; }
}
