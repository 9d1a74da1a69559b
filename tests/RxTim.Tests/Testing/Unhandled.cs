namespace RxTim.Tests;

/// <summary>Listens to <see cref="TimClient.UnhandledException"/> for exceptions of one test, which knows them by their message.</summary>
internal sealed class Unhandled : IDisposable
{
    private readonly string message;
    private readonly TaskCompletionSource<Exception> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;

    public Unhandled(string message)
    {
        this.message = message;
        TimClient.UnhandledException += Take;
    }

    public int Count => Volatile.Read(ref count);

    public Task<Exception> ToldAsync() => told.Task.Soon();

    public void Dispose() => TimClient.UnhandledException -= Take;

    private void Take(Exception exception)
    {
        if (exception.Message != message)
            return;
        Interlocked.Increment(ref count);
        told.TrySetResult(exception);
    }
}
