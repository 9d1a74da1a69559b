namespace RxTim;

/// <summary>
/// What people would write again and again over a stream of results, for both faces of it. All else is in Rx
/// (<c>System.Reactive.Linq</c>) and in LINQ.
/// </summary>
public static partial class ResultOperators;
