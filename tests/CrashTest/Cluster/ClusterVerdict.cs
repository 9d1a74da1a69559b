namespace CrashTest;

/// <summary>What a policy came to over its sends.</summary>
internal sealed class ClusterVerdict(string policy)
{
    // No answer, a connection that broke, a process that fell: nobody knows.
    private static readonly int[] InDoubt = [6001, 6012, 6201];

    private readonly List<string> examples = [];

    public int Sends { get; private set; }

    public long Wrong { get; private set; }

    private long Once { get; set; }

    private long Twice { get; set; }

    private long Never { get; set; }

    private long Doubts { get; set; }

    /// <summary>Adds a send that is done.</summary>
    /// <param name="asked">Who it was for.</param>
    /// <param name="messages">How many messages each user has.</param>
    /// <param name="streams">What each consumer had of each identifier.</param>
    /// <param name="repeated">Results that a consumer had twice.</param>
    public void Add(string[] asked, Dictionary<string, int> messages, Dictionary<string, int>[] streams, int repeated)
    {
        Sends++;
        Fault(repeated, $"{repeated} results came twice");
        foreach (var stream in streams)
            Fault(stream.Count - asked.Length, $"{stream.Count} results for {asked.Length}");
        foreach (var identifier in asked)
        {
            var count = messages.GetValueOrDefault(identifier);
            Once += count == 1 ? 1 : 0;
            Twice += count > 1 ? 1 : 0;
            Never += count == 0 ? 1 : 0;
            if (!streams[0].TryGetValue(identifier, out var code) || streams.Any(other => other.GetValueOrDefault(identifier, -1) != code))
            {
                Fault(1, $"{identifier}: the consumers do not agree");
                continue;
            }
            var inDoubt = InDoubt.Contains(code);
            Doubts += inDoubt ? 1 : 0;
            var allowed = policy switch
            {
                "check" => count == 1 && code == 0,
                "report" => (count == 1 && (code == 0 || inDoubt)) || (count == 0 && inDoubt),
                _ => count >= 1 && code == 0,
            };
            if (!allowed)
                Fault(1, $"{identifier} has {count} messages and the result {code}");
        }
    }

    /// <summary>Adds an end that should not be.</summary>
    public void Fault(int count, string what)
    {
        if (count == 0)
            return;
        Wrong += Math.Abs(count);
        if (examples.Count < 10)
            examples.Add(what);
    }

    public override string ToString() => string.Join("\n  ",
    [
        $"cluster, {policy}: {Sends} sends; {Once} have it once, {Twice} more often, {Never} not; {Doubts} are in doubt; {Wrong} wrong",
        .. examples,
    ]);
}
