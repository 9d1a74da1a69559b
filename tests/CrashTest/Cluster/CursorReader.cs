using System.Text.Json;

namespace CrashTest;

/// <summary>Reads a send's results over HTTP. Where its connection breaks, or at random, it goes on with another node from its last
/// cursor.</summary>
internal sealed class CursorReader(World world, IReadOnlyList<NodeRun> nodes, string name)
{
    private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };

    // Results since the last cursor, which come again if the connection breaks.
    private readonly List<(string Identifier, int Code)> open = [];
    private string? cursor;

    /// <summary>What came of each identifier.</summary>
    public Dictionary<string, int> Results { get; } = [];

    /// <summary>Results of identifiers that had one.</summary>
    public int Repeated { get; private set; }

    /// <summary>How often it began to read.</summary>
    public int Connections { get; private set; }

    /// <summary>Reads to the end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // A silent connection is given up, and so is one that has lasted long enough.
                using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                life.CancelAfter(TimeSpan.FromSeconds(2 + world.Chance(6)));
                if (await ReadAsync(life.Token))
                    return;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            open.Clear();
            await Task.Delay(100, cancellationToken);
        }
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var node = nodes[world.Chance(nodes.Count)];
        var from = cursor is null ? "" : $"?from={Uri.EscapeDataString(cursor)}";
        using var answer = await Http.GetAsync(
            new Uri(node.Address, $"/sends/{name}/results{from}"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            return false;
        Connections++;
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.TryGetProperty("msg_batch_send_result_identifier", out var identifier))
            {
                open.Add((identifier.GetString()!, root.GetProperty("msg_batch_send_result_code").GetInt32()));
            }
            else if (root.TryGetProperty("cursor", out var next))
            {
                Keep();
                cursor = next.GetString();
            }
            else if (root.TryGetProperty("end", out _))
            {
                Keep();
                return true;
            }
        }
        return false;
    }

    private void Keep()
    {
        foreach (var (identifier, code) in open)
            Repeated += Results.TryAdd(identifier, code) ? 0 : 1;
        open.Clear();
    }
}
