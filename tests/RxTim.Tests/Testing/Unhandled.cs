namespace RxTim.Tests;

/// <summary>Listens to <see cref="TimClient.UnhandledException"/> for exceptions of one test, which knows them by their message.</summary>
internal sealed class Unhandled : IDisposable
{
    private readonly string message;
    private readonly TaskCompletionSource<Exception> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Exception> all = [];

    public Unhandled(string message)
    {
        this.message = message;
        TimClient.UnhandledException += Take;
    }

    public IReadOnlyList<Exception> All
    {
        get
        {
            lock (all)
                return [.. all];
        }
    }

    public Task<Exception> ToldAsync() => told.Task.Soon();

    public void Dispose() => TimClient.UnhandledException -= Take;

    private void Take(Exception exception)
    {
        if (exception.GetBaseException().Message != message)
            return;
        lock (all)
            all.Add(exception);
        told.TrySetResult(exception);
    }
}
