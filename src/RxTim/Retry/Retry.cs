namespace RxTim;

/// <summary>An identifier that waits to be tried again, and why: what would be its result if it were not.</summary>
/// <param name="Last">The result of the attempt before.</param>
/// <param name="Stamp">What it was handed over with, and will be again.</param>
/// <param name="Due">When, as a timestamp.</param>
/// <param name="Number">Tells apart what is due at the same time: who waited first goes first.</param>
internal readonly record struct Retry(MsgBatchSendResult Last, RepeatStamp Stamp, long Due, long Number)
{
    public static IComparer<Retry> ByDue { get; } = Comparer<Retry>.Create(static (left, right) =>
        left.Due != right.Due ? left.Due.CompareTo(right.Due) : left.Number.CompareTo(right.Number));
}
