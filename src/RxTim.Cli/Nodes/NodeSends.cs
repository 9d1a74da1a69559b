namespace RxTim.Cli;

/// <summary><c>rxtim send --node</c>: gives a send to a cluster and shows its results.</summary>
internal static class NodeSends
{
    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">There are no recipients.</exception>
    public static async Task<int> RunAsync(
        SendPlan plan, NodeSettings settings, DoubtSettings doubt, SendingSettings shown, CliConsole console,
        CancellationToken interruption)
    {
        await using var spool = plan.CanBeReadAgain ? null : new Spool(plan.Identifiers());
        if (spool is not null && !await spool.AnyAsync(interruption))
            throw plan.NoRecipients();
        Action<string> notice = shown.IsLive(console) ? static _ => { } : console.Complain;
        var upload = new Upload(settings.Send, plan.Message, doubt, spool is null ? plan.Identifiers : () => spool.ReadAsync());
        using var ring = new NodeRing(settings, console.Time, notice);
        await using var sending = new NodeSending(settings, ring, upload, from: null, plan.Audience, console, notice);
        return await new SendRun(sending, shown, PaceForecast.None, console).RunAsync(interruption);
    }
}
