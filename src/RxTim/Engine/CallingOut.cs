namespace RxTim;

/// <summary>Which sends are calling code that is not ours, on each thread: to wait there for such a send would be to wait for oneself.</summary>
internal static class CallingOut
{
    [ThreadStatic]
    private static Stack<BatchSend>? callers;

    public static void Enter(BatchSend send) => (callers ??= new Stack<BatchSend>()).Push(send);

    public static void Leave() => callers!.Pop();

    /// <summary>Whether this thread was called by the send.</summary>
    public static bool IsBy(BatchSend send) => callers?.Contains(send) == true;
}
