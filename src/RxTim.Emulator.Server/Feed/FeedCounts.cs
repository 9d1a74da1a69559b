namespace RxTim.Emulator;

/// <summary>What a feed has counted.</summary>
/// <param name="Calls">Calls, those that were refused included.</param>
/// <param name="Sent">Identifiers that were sent to.</param>
/// <param name="Failed">Identifiers that were not.</param>
internal readonly record struct FeedCounts(long Calls, long Sent, long Failed);
