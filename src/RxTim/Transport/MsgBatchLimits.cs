namespace RxTim;

/// <summary>
/// What a transport's backend can take. Every property has a default that fits a backend without limits of its own.
/// All values are at least 1.
/// </summary>
public sealed record MsgBatchLimits
{
    /// <summary>The most identifiers that one call may carry. REST: 500 (code 90011 beyond).</summary>
    public int MaxIdentifiersPerCall { get; init; } = int.MaxValue;

    /// <summary>The number of identifiers per call that this backend is fastest with, used unless
    /// <see cref="TimClientOptions.IdentifiersPerCall"/> says otherwise.</summary>
    public int BestIdentifiersPerCall { get; init; } = 100;

    /// <summary>The most calls that may be without their answer at one time, over all sends of a client.</summary>
    public int MaxCallsInFlight { get; init; } = int.MaxValue;

    /// <summary>The number of concurrent calls that this backend is fastest with, used for each send unless
    /// <see cref="TimClientOptions.MaxConcurrentCalls"/> says otherwise.</summary>
    public int BestCallsInFlight { get; init; } = 4;

    /// <summary>The most identifiers that may be without their result at one time, over all sends of a client.
    /// ImSDK: 1,000 (code 9507 beyond).</summary>
    public int MaxIdentifiersInFlight { get; init; } = int.MaxValue;

    /// <summary>The most bytes of one call's JSON, in UTF-8. ImSDK: 1 MB (code 9522 beyond). A message so long that it does not
    /// fit with even one identifier is handed over all the same, so that the backend's own code says so.</summary>
    public int MaxBytesPerCall { get; init; } = int.MaxValue;

    /// <summary>Whether a call must not carry the same identifier twice: true for backends that answer by identifier and would take the
    /// second for a repeat. REST: true.</summary>
    public bool DistinctIdentifiersPerCall { get; init; }

    internal void Validate()
    {
        AtLeastOne(MaxIdentifiersPerCall, nameof(MaxIdentifiersPerCall));
        AtLeastOne(BestIdentifiersPerCall, nameof(BestIdentifiersPerCall));
        AtLeastOne(MaxCallsInFlight, nameof(MaxCallsInFlight));
        AtLeastOne(BestCallsInFlight, nameof(BestCallsInFlight));
        AtLeastOne(MaxIdentifiersInFlight, nameof(MaxIdentifiersInFlight));
        AtLeastOne(MaxBytesPerCall, nameof(MaxBytesPerCall));
    }

    private static void AtLeastOne(int value, string name)
    {
        if (value < 1)
            throw new ArgumentOutOfRangeException(name, value, "A transport's limit is at least 1.");
    }
}
