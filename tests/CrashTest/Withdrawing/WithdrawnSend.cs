namespace CrashTest;

/// <summary>A send with faults, so that some have the message once, some twice, some not, and of some nobody knows; then all of it is taken
/// back by a process that is killed again and again. The counts come from the emulator's store.</summary>
/// <param name="world">Where it happens.</param>
/// <param name="identifiers">How many it is sent to.</param>
/// <param name="kills">How often the withdrawing process is killed.</param>
internal sealed class WithdrawnSend(World world, int identifiers, int kills)
{
    private const int Calls = 48;

    // Runs until nothing fails any longer: an ask whose answers are lost three times fails.
    private const int MostRunsToTheEnd = 10;

    private readonly AskLedger ledger = new();

    /// <summary>Runs it.</summary>
    /// <returns>Whether all was right.</returns>
    public async Task<bool> RunAsync()
    {
        using var emulator = new EmulatorRun(world, world.PathOf("emulator.db"))
        {
            Options = ["--fail", "*7=70107", "--fail", "*=91000@0.01"],
        };
        await emulator.StartAsync();
        await using var proxy = await FaultyProxy.StartAsync(emulator.Address, ledger);
        string[] reach = ["--rest", proxy.Address, .. emulator.Reach[2..]];
        var send = new Send(
            world,
            [.. Enumerable.Range(0, identifiers).Select(static i => $"u{i}")],
            world.PathOf("send.journal"),
            [.. reach, "--per-call", "20", "--calls", "8", "--retry", "2"])
        {
            Enough = identifiers / 2,
        };
        await SendAsync(send, reach);
        var inDoubt = await send.InDoubtAsync() ?? throw new InvalidOperationException("A send that is done has no journal.");

        var killed = await KillAsync(send.Journal, reach);
        var (exitCode, runs) = (1, 0);
        while (exitCode == 1 && ++runs <= MostRunsToTheEnd)
            exitCode = await RunOnceAsync(send.Journal, reach);
        var asks = ledger.Asks;
        var idle = await RunOnceAsync(send.Journal, reach);
        await emulator.KillAsync();

        return Verdict(emulator.Messages(), emulator.Standing(), inDoubt, killed, (exitCode, idle), ledger.Asks - asks, proxy.Faults);
    }

    // Killed twice, and sent again to those who were in flight. At first at once, so that a call that the emulator has stored in part is
    // repeated within its window; then after the window, so that some have the message twice.
    private async Task SendAsync(Send send, string[] reach)
    {
        var run = send.Begin();
        await send.FirstResultAsync();
        await RefusesAsync(send.Journal, reach);
        using (run)
            await run.KillAsync();
        await send.InDoubtAsync();
        run = send.Resume();
        await Task.WhenAny(send.EnoughAsync(), run.EndAsync());
        using (run)
            await run.KillAsync();
        await send.InDoubtAsync();
        await world.PauseAsync(1_100, 1_300);
        run = send.Resume();
        using (run)
        {
            if (await run.EndAsync() is (not (0 or 1), var error))
                throw new InvalidOperationException($"The send could not be brought to its end: {error}");
        }
    }

    private async Task RefusesAsync(string journal, string[] reach)
    {
        using var run = Begin(journal, reach, static () => { });
        var (exitCode, error) = await run.EndAsync();
        if (exitCode != 2 || !error.Contains("another process") || ledger.Asks > 0)
            throw new InvalidOperationException($"To withdraw while the send runs was not refused: {exitCode}: {error}");
    }

    // Each time when so many results were seen, some sooner and some later.
    private async Task<int> KillAsync(string journal, string[] reach)
    {
        var killed = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            var left = 1 + world.Chance(identifiers / (kills + 1));
            var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var run = Begin(journal, reach, () =>
            {
                if (Interlocked.Decrement(ref left) <= 0)
                    due.TrySetResult();
            });
            await Task.WhenAny(due.Task, run.EndAsync());
            killed += await run.KillAsync() ? 1 : 0;
        }
        return killed;
    }

    private async Task<int> RunOnceAsync(string journal, string[] reach)
    {
        using var run = Begin(journal, reach, static () => { });
        var (exitCode, error) = await run.EndAsync();
        return exitCode is 0 or 1 ? exitCode : throw new InvalidOperationException($"rxtim withdraw ended with {exitCode}: {error}");
    }

    private RxTimRun Begin(string journal, string[] reach, Action seen)
    {
        ledger.NextRun();
        return new RxTimRun(
            world,
            (identifier, code) =>
            {
                if (code == 0)
                    ledger.Shown(identifier);
                seen();
            },
            ["withdraw", journal, .. reach, "--grace", "1s", "--calls", $"{Calls}", "--output", "json"]);
    }

    private bool Verdict(
        Dictionary<string, int> messages,
        Dictionary<string, int> standing,
        HashSet<string> inDoubt,
        int killed,
        (int Last, int Idle) exitCodes,
        long idleAsks,
        int faults)
    {
        var twice = messages.Values.Count(static count => count > 1);
        var again = ledger.AgainAfterKills.ToList();
        var needless = ledger.Everybody.Count(identifier => !messages.ContainsKey(identifier));
        var mostAgain = again.Count == 0 ? 0 : again.Max();
        Console.WriteLine(
            $"withdraw: {killed} kills; of {identifiers} asked {messages.Count} had the message, {twice} of them more than once, and {inDoubt.Count} "
            + $"were in doubt; {faults} calls or answers were lost. {ledger.Asks} asks; {again.Sum()} after kills that left them in doubt, at most "
            + $"{mostAgain} after one; {standing.Count} still have it; {needless} were asked for who never had it; {ledger.Wrong.Count} were asked "
            + $"for without need; at the end {idleAsks} asks. Exit codes {exitCodes.Last} and {exitCodes.Idle}.");
        foreach (var fault in ledger.Wrong.Take(10).Concat(standing.Keys.Take(10).Select(static who => $"{who} still has it")))
            Console.WriteLine($"    {fault}");
        return killed == kills && twice > 0 && inDoubt.Count > 0 && standing.Count == 0 && needless == 0 && ledger.Wrong.Count == 0
            && mostAgain <= Calls && idleAsks == 0 && exitCodes is (0, 0);
    }
}
