namespace CrashTest;

/// <summary>A command that writes a journal: after each point the journal says what is so, and the send can be brought to its end, by which
/// each has the message exactly once.</summary>
internal abstract class JournalSweep(string rxtim, string library, string name) : Sweep(rxtim, library, name)
{
    private readonly List<string> everybody = [];
    private EmulatorRun? emulator;

    protected EmulatorRun Emulator => emulator!;

    public override void Dispose()
    {
        emulator?.Dispose();
        base.Dispose();
    }

    protected override Task BeginAsync()
    {
        emulator = new EmulatorRun(World, World.PathOf("emulator.db"));
        return emulator.StartAsync();
    }

    protected override async Task<string?> EndAsync()
    {
        await emulator!.KillAsync();
        var messages = emulator.Messages();
        var wrong = everybody.Where(identifier => messages.GetValueOrDefault(identifier) != 1).ToList();
        return wrong.Count == 0 ? null : $"not exactly one message: {string.Join(", ", wrong.Select(who => $"{who}: {messages.GetValueOrDefault(who)}"))}";
    }

    /// <summary>A send of three calls, one after the other.</summary>
    protected Send NewSend(KillPoint point)
    {
        var send = new Send(
            World, Asked(point), Path.Combine(Folder, $"{point.Number}.journal"), [.. emulator!.Reach, "--per-call", "10", "--calls", "1"]);
        everybody.AddRange(send.Asked);
        return send;
    }

    /// <summary>Runs a command that is to be killed.</summary>
    /// <returns>Whether it was.</returns>
    protected static async Task<bool> IsKilledAsync(RxTimRun run)
    {
        using (run)
        {
            var (exitCode, error) = await run.EndAsync();
            return exitCode switch
            {
                KillPoint.ExitCode => true,
                0 => false,
                _ => throw new InvalidOperationException($"it ended with {exitCode}: {error}"),
            };
        }
    }

    /// <summary>Reports, goes on or begins anew, and reports again.</summary>
    protected static async Task BringToItsEndAsync(Send send)
    {
        var seen = send.Seen;
        if (await send.InDoubtAsync() is null && seen > 0)
            throw new InvalidOperationException($"{seen} results came, and the journal says that nothing was sent");
        using (var run = send.Resume())
        {
            var (exitCode, error) = await run.EndAsync();
            if (exitCode != 0)
                throw new InvalidOperationException($"the send cannot be brought to its end: {exitCode}: {error}");
        }
        if (await send.InDoubtAsync() is not { Count: 0 })
            throw new InvalidOperationException("somebody is in doubt at the end");
        if (send.AnsweredTwice > 0)
            throw new InvalidOperationException($"{send.AnsweredTwice} results came again");
    }
}
