namespace RxTim;

/// <summary>Which sends are calling code that is not ours, on a thread or in what is awaited: to wait there for such a send would be to
/// wait for oneself.</summary>
internal static class CallingOut
{
    [ThreadStatic]
    private static Stack<BatchSend>? Callers;

    private static readonly AsyncLocal<AwaitedStep?> Awaited = new();

    /// <summary>Begins a call that this thread returns from; <see cref="Leave"/> follows.</summary>
    public static void Enter(BatchSend send) => (Callers ??= new Stack<BatchSend>()).Push(send);

    public static void Leave() => Callers!.Pop();

    /// <summary>Begins, or goes on with, something that is awaited. To be called inside the asynchronous method that awaits it: its caller
    /// does not see this.</summary>
    public static void Enter(AwaitedStep step)
    {
        step.Within(Awaited.Value);
        Awaited.Value = step;
    }

    /// <summary>Whether the send called what asks.</summary>
    public static bool IsBy(BatchSend send) => Callers?.Contains(send) == true || Awaited.Value?.IsOf(send) == true;
}

/// <summary>Something that a send awaits of code that is not ours. That code may start what outlives it, which is no longer called by the
/// send.</summary>
internal sealed class AwaitedStep(BatchSend send) : IDisposable
{
    // Null when it is over.
    private volatile BatchSend? send = send;

    // What called the send, in its turn.
    private AwaitedStep? outer;

    public void Within(AwaitedStep? step)
    {
        while (step is { send: null })
            step = step.outer;
        if (step != this)
            outer = step;
    }

    public bool IsOf(BatchSend asked) => send == asked || outer?.IsOf(asked) == true;

    public void Dispose() => send = null;
}
