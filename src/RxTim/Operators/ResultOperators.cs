namespace RxTim;

/// <summary>
/// What people would write again and again over a stream of results, for both faces of it. All else is in Rx (package
/// <c>System.Reactive</c>) and in LINQ.
/// </summary>
public static partial class ResultOperators
{
    private static T NotNull<T>(T? value, string name)
        where T : class => value ?? throw new ArgumentNullException(name);

    // The push face of an operator: for each subscriber an observer of its own stands between it and the source.
    private sealed class Operator<T>(IObservable<MsgBatchSendResult> source, Func<IObserver<T>, IObserver<MsgBatchSendResult>> between)
        : IObservable<T>
    {
        public IDisposable Subscribe(IObserver<T> observer) => source.Subscribe(between(NotNull(observer, nameof(observer))));
    }
}
