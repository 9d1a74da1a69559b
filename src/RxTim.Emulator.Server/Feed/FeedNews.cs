namespace RxTim.Emulator;

/// <summary>What is new in a feed.</summary>
/// <param name="Rows">The latest calls, oldest first.</param>
/// <param name="Counts">What was counted until now.</param>
/// <param name="Skipped">How many calls more there were, older than these.</param>
/// <param name="Last">The number of the last call.</param>
/// <param name="Cleared">The number up to which calls were cleared.</param>
/// <param name="Version">By what the next news are asked for.</param>
internal sealed record FeedNews(ArchivedCall[] Rows, FeedCounts Counts, long Skipped, long Last, long Cleared, long Version);
