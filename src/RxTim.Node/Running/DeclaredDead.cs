namespace RxTim.Node;

/// <summary>Ends the process when the cluster has given this node up, or something in the silo cannot go on: nothing more is sent, and a
/// supervisor starts it anew.</summary>
/// <param name="complain">Says why, before the process ends.</param>
/// <param name="exit">Ends it.</param>
internal sealed class DeclaredDead(Action<string> complain, Action<int> exit) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => exception is not (OperationCanceledException or ThreadInterruptedException);

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        // Without an exception it is the membership's own word.
        if (exception is null)
        {
            complain("the cluster has given this node up, because it did not answer for too long; its work goes on elsewhere. Start it "
                + "anew.");
            exit(ExitCode.DeclaredDead);
        }
        else
        {
            complain($"the silo cannot go on: {exception.GetType().FullName} in {sender?.GetType().FullName}.");
            exit(ExitCode.Failed);
        }
    }
}
