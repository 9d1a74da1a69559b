namespace RxTim.Cli;

/// <summary>The nodes of a cluster: one after the other is asked until one answers. After each round it is waited for a while, longer each
/// time, and after a time without any answer it is given up.</summary>
/// <param name="settings">The nodes, and how long.</param>
/// <param name="time">The clock.</param>
/// <param name="notice">Says on which node it is gone on, and why.</param>
internal sealed class NodeRing(NodeSettings settings, TimeProvider time, Action<string> notice) : IDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    // A node may ask for a longer wait than that; it is asked again all the same.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(10);

    private readonly List<Node> nodes = [.. settings.Addresses.Select(address => new Node(address, settings.Token, time))];
    private long lastAnswer = time.GetTimestamp();
    private int current;
    private int falls;
    private TimeSpan asked;

    public Node Current => nodes[current];

    /// <summary>The node is well.</summary>
    public void Answered()
    {
        lastAnswer = time.GetTimestamp();
        falls = 0;
    }

    /// <summary>Turns to the next node, when it is time for that.</summary>
    /// <exception cref="NodeException">No node has answered for too long.</exception>
    public async Task FellAsync(NodeException fault, CancellationToken cancellationToken)
    {
        var silence = time.GetElapsedTime(lastAnswer);
        if (silence >= settings.Wait)
        {
            throw NodeException.Away(
                $"no node of the cluster has answered for {Figures.Time(settings.Wait)} ({NodeOptions.WaitName}). The last fault: "
                + $"{fault.Message}",
                fault);
        }
        current = (current + 1) % nodes.Count;
        falls++;
        if (falls == 1)
            notice($"{fault.Message} {(nodes.Count > 1 ? $"It is gone on with {Current.Name}." : "It is tried again.")}");
        if (fault.RetryAfter is { } later && later > asked)
            asked = later < LongestRetryAfter ? later : LongestRetryAfter;
        if (falls % nodes.Count != 0)
            return;
        var pause = ShortestWait * Math.Pow(2, Math.Min(falls / nodes.Count - 1, 10));
        pause = Longer(pause < LongestWait ? pause : LongestWait, asked);
        asked = TimeSpan.Zero;
        var left = settings.Wait - silence;
        await Task.Delay(pause < left ? pause : left, time, cancellationToken);
    }

    /// <summary>Asks one node after the other, until one answers.</summary>
    /// <exception cref="NodeException">No node has answered for too long, or one refused.</exception>
    public async Task<T> AskAsync<T>(Func<Node, Task<T>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var answer = await ask(Current);
                Answered();
                return answer;
            }
            catch (NodeException away) when (away.Fault == NodeFault.Away)
            {
                await FellAsync(away, cancellationToken);
            }
        }
    }

    public void Dispose() => nodes.ForEach(static node => node.Dispose());

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
