namespace RxTim.Orleans;

/// <summary>A result of a cluster's send, and where it stands among the others.</summary>
/// <param name="Result">The result. Its ordinal counts over the whole send.</param>
/// <param name="Cursor">From here the results after this one come.</param>
public readonly record struct ClusterResult(MsgBatchSendResult Result, ClusterCursor Cursor);
