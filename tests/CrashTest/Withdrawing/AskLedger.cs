using System.Text.Json;

namespace CrashTest;

/// <summary>Which messages a program asked to take back, run by run, and whether it had to.</summary>
internal sealed class AskLedger
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Identifier, string Key), int> answeredIn = [];
    private readonly HashSet<string> shown = [];
    private readonly Dictionary<int, HashSet<string>> again = [];
    private readonly List<string> wrong = [];
    private int run;

    /// <summary>Everybody who was asked for.</summary>
    public HashSet<string> Everybody { get; } = [];

    /// <summary>How many asks there were.</summary>
    public long Asks { get; private set; }

    /// <summary>Who was asked for again although it was known that the message was taken back.</summary>
    public IReadOnlyList<string> Wrong => wrong;

    /// <summary>Those who were asked for again because a kill came between the answer and the record, by the run that was killed.</summary>
    public IEnumerable<int> AgainAfterKills => again.Values.Select(static identifiers => identifiers.Count);

    /// <summary>The program starts once more.</summary>
    public void NextRun() => run++;

    /// <summary>The program has shown that somebody's message is taken back.</summary>
    public void Shown(string identifier)
    {
        lock (gate)
            shown.Add(identifier);
    }

    /// <summary>The program asks for a message.</summary>
    public Asked Ask(byte[] request)
    {
        using var json = JsonDocument.Parse(request);
        var message = (Identifier: json.RootElement.GetProperty("To_Account").GetString()!, Key: json.RootElement.GetProperty("MsgKey").GetString()!);
        lock (gate)
        {
            Asks++;
            Everybody.Add(message.Identifier);
            if (shown.Contains(message.Identifier))
                wrong.Add($"{message.Identifier}: its result had been shown");
            else if (answeredIn.TryGetValue(message, out var answered) && answered == run)
                wrong.Add($"{message.Identifier}: it had been answered in the same run");
            else if (answered > 0)
                (again.TryGetValue(answered, out var doubts) ? doubts : again[answered] = []).Add(message.Identifier);
            return new Asked(this, message, run);
        }
    }

    /// <summary>A message that is asked for.</summary>
    internal sealed class Asked(AskLedger ledger, (string Identifier, string Key) message, int run)
    {
        /// <summary>The program is about to have the answer.</summary>
        public void Answered(int code)
        {
            // 20023 says that it was taken back before.
            if (code is not (0 or 20023))
                return;
            lock (ledger.gate)
                ledger.answeredIn[message] = run;
        }
    }
}
