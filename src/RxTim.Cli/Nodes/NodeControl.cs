namespace RxTim.Cli;

/// <summary>Commands that ask a cluster one thing.</summary>
internal static class NodeControl
{
    /// <summary>Asks the nodes until one answers.</summary>
    /// <exception cref="NodeException">None answers, or one refuses.</exception>
    public static async Task<T> AskAsync<T>(
        NodeSettings settings, CliConsole console, Func<Node, Task<T>> ask, CancellationToken interruption)
    {
        using var ring = new NodeRing(settings, console.Time, console.Complain);
        return await ring.AskAsync(ask, interruption);
    }

    /// <summary>Asks for a send's progress, or to change what it does, and shows how far it is.</summary>
    /// <param name="settings">Which send.</param>
    /// <param name="action">pause, resume or cancel; null to change nothing.</param>
    /// <param name="isJson">How it is shown.</param>
    /// <param name="console">Where.</param>
    /// <param name="interruption">Ends the waiting.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        NodeSettings settings, string? action, bool isJson, CliConsole console, CancellationToken interruption)
    {
        var progress = await AskAsync(
            settings, console,
            node => action is null ? node.GetAsync(settings.Send, interruption) : node.DoAsync(settings.Send, action, interruption),
            interruption);
        NodeReport.Write(progress, isJson, console);
        return ExitCode.AllSent;
    }
}
