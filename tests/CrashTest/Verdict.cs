namespace CrashTest;

/// <summary>What a scenario came to in one policy.</summary>
internal sealed record Verdict(string Scenario, string Policy)
{
    public int Hits { get; set; }

    public int Sends { get; set; }

    public long Once { get; set; }

    public long Twice { get; set; }

    public long Never { get; set; }

    /// <summary>How many were in doubt at some time.</summary>
    public long EverInDoubt { get; set; }

    /// <summary>Users who got the message more or less often than the policy allows, and results of those answered before.</summary>
    public long Wrong { get; set; }

    /// <summary>Adds a send that is done.</summary>
    /// <param name="send">The send.</param>
    /// <param name="messages">How many messages each user has.</param>
    /// <param name="inDoubt">Who the journal says is in doubt now.</param>
    public void Add(Send send, Dictionary<string, int> messages, HashSet<string> inDoubt)
    {
        Sends++;
        EverInDoubt += send.EverInDoubt.Count;
        Wrong += send.AnsweredTwice;
        foreach (var identifier in send.Asked)
        {
            var count = messages.GetValueOrDefault(identifier);
            Once += count == 1 ? 1 : 0;
            Twice += count > 1 ? 1 : 0;
            Never += count == 0 ? 1 : 0;
            var allowed = Policy switch
            {
                "check" => count == 1 && !inDoubt.Contains(identifier),
                "report" => count == 1 || (count == 0 && inDoubt.Contains(identifier)),
                _ => count == 1 || (count > 1 && send.EverInDoubt.Contains(identifier)),
            };
            Wrong += allowed ? 0 : 1;
        }
    }

    public override string ToString() =>
        $"{Scenario}, {Policy}: {Hits} hits in {Sends} sends of 50,000; {Once} have it once, {Twice} more often, {Never} not; "
        + $"{EverInDoubt} were in doubt; {Wrong} wrong";
}
