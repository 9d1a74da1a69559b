namespace RxTim.Tests;

/// <summary>What cuts a send short.</summary>
internal enum Cut
{
    Nothing,
    ConsumerStops,
    ConsumerCancels,
    OtherThreadStops,
    OtherThreadCancels,

    /// <summary>On a thread that no send called.</summary>
    ClientDisposed,

    /// <summary>From inside whatever the send is just calling.</summary>
    ClientDisposedInside,

    /// <summary>By an interceptor, if there is one.</summary>
    Drained,
}

/// <summary>One random send over one random backend.</summary>
/// <param name="Identifiers">Who is asked, repeats included.</param>
/// <param name="Face">How.</param>
/// <param name="Options">The client's options, without a clock.</param>
/// <param name="Limits">The backend's limits.</param>
/// <param name="Scripts">What the backend does with the calls, in turn.</param>
/// <param name="ThroughCallbacks">Over <see cref="CallbackTransport"/>.</param>
/// <param name="Impatient">The clock runs while the backend works, so that timeouts and answers race.</param>
/// <param name="Yields">The consumer lets others run at each result.</param>
/// <param name="Cut">What cuts the send short.</param>
/// <param name="CutAt">After so many results where the consumer does it, else at the so manieth thing that the send calls.</param>
/// <param name="Interceptors">Who takes part.</param>
/// <param name="SourceWaits">The source waits for time to pass now and then.</param>
/// <param name="Permits">How many calls the caller's limiter lets be in flight; 0 without one.</param>
internal sealed record Scenario(
    string[] Identifiers, Face Face, TimClientOptions Options, MsgBatchLimits Limits, Script[] Scripts,
    bool ThroughCallbacks, bool Impatient, bool Yields, Cut Cut, int CutAt,
    InterceptorScript[] Interceptors, bool SourceWaits, int Permits)
{
    public bool IsCallback => Face is Face.CallbackList or Face.CallbackJson;

    public bool IsPush => Face is Face.Push or Face.StreamedPush;

    public bool IsStreamed => Face is Face.StreamedPush or Face.StreamedPull;

    /// <summary>Who has a result in the end, in the order in which they are sent to.</summary>
    public string[] Expected { get; } =
        Options.Duplicates == DuplicateIdentifiers.SendEach ? Identifiers : [.. Identifiers.Distinct()];

    public int MostPerCall { get; } = Math.Min(
        Options.IdentifiersPerCall!.Value, Math.Min(Limits.MaxIdentifiersPerCall, Limits.MaxIdentifiersInFlight));

    /// <summary>Whether all results are known beforehand, but that any may have timed out where <see cref="TimePasses"/>.</summary>
    public bool IsOrdered => Scripts.All(static script => script.IsOrdered);

    /// <summary>Whether the clock runs. Otherwise the send must end without it.</summary>
    public bool TimePasses => Impatient || SourceWaits && IsStreamed || Retries || Scripts.Any(static script => script.LeavesOpen)
        || Interceptors.Any(static script => script.WaitsForTime);

    /// <summary>Whether anyone may be tried again.</summary>
    public bool Retries => Options.Retry.MaxAttempts > 1;

    /// <summary>Whether an interceptor may refuse calls.</summary>
    public bool Refuses => Interceptors.Any(static script => script.Refuses);

    /// <summary>Whether an interceptor may stop the send.</summary>
    public bool Throws => Interceptors.Any(static script => script.Throws);

    /// <summary>Whether the backend may stop the send.</summary>
    public bool Stops => Scripts.Any(static script => script.Fate == Fate.Stops);

    public bool IsConsumersCut => Cut is Cut.ConsumerStops or Cut.ConsumerCancels or Cut.OtherThreadStops or Cut.OtherThreadCancels;

    public bool IsClientDisposed => Cut is Cut.ClientDisposed or Cut.ClientDisposedInside;

    public Script ScriptOf(int call) => Scripts[call % Scripts.Length];

    public override string ToString() => $"""
        {Face} {(ThroughCallbacks ? "over CallbackTransport" : "over its own transport")}, {Cut} at {CutAt}
        impatient: {Impatient}, yields: {Yields}, source waits: {SourceWaits}, permits: {Permits}
        to {string.Join(' ', Identifiers)}
        {Options}
        {Limits}
        {string.Join(Environment.NewLine, (object[])Scripts)}
        {string.Join(Environment.NewLine, (object[])Interceptors)}
        """;
}
