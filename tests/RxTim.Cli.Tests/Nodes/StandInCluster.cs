namespace RxTim.Cli.Tests;

/// <summary>What the nodes of a stand-in cluster have in common.</summary>
internal sealed class StandInCluster : IAsyncDisposable
{
    private readonly List<StandInNode> nodes = [];

    public Lock Gate { get; } = new();

    public Dictionary<string, StandInSend> Sends { get; } = [];

    /// <summary>The code that an identifier is answered with.</summary>
    public Func<string, int> CodeOf { get; init; } = static _ => 0;

    /// <summary>Results between two cursors.</summary>
    public int Batch { get; init; } = 3;

    /// <summary>What the nodes want to be told; null for nothing.</summary>
    public string? Token { get; init; }

    public async Task<StandInNode> StartAsync(Action<StandInNode>? configure = null)
    {
        var node = await StandInNode.StartAsync(this);
        configure?.Invoke(node);
        nodes.Add(node);
        return node;
    }

    /// <summary>A send that is there already.</summary>
    public StandInSend Add(string name, string[] identifiers, bool isOver = true)
    {
        var send = new StandInSend(name, "{}", "report");
        for (var i = 0; i < identifiers.Length; i++)
            send.Take(i, identifiers[i], CodeOf);
        if (isOver)
            send.TakeEnd();
        Sends.Add(name, send);
        return send;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
    }
}
