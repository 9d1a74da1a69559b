namespace RxTim;

/// <summary>Results of one call that arrived together, in the order in which they arrived. Results travel in these from the backend
/// to the consumer, so that what a hand-over costs is paid once a segment and not once a result.</summary>
internal readonly struct ResultSegment(CallInFlight? call, MsgBatchSendResult[] results, int count)
{
    // Null where the results no longer hold a call's place.
    public CallInFlight? Call { get; } = call;

    // The first Count are filled.
    public MsgBatchSendResult[] Results { get; } = results;

    public int Count { get; } = count;
}
