namespace CrashTest;

/// <summary>The sending process is killed, and resumed.</summary>
internal sealed class KilledClient : Scenario
{
    private const int MostHitsPerSend = 10;

    private readonly EmulatorRun emulator;
    private bool started;

    public KilledClient(World world) : base(world, "killed client") => emulator = new EmulatorRun(world, world.PathOf("emulator.db"));

    public override void Dispose() => emulator.Dispose();

    protected override async Task SendAsync(int number)
    {
        if (!started)
            await emulator.StartAsync();
        started = true;
        var send = new Send(World, number, World.PathOf($"{number}.journal"), [.. emulator.Reach, .. SmallCalls]);
        var run = send.Begin();
        for (var hit = 0; ;)
        {
            // In the end it is left alone, so that there are several sends.
            if (++hit <= MostHitsPerSend)
                await World.PauseAsync(250, 1_800);
            using (run)
            {
                if (hit > MostHitsPerSend || run.HasExited || !await run.KillAsync())
                {
                    await EndAsync(run, 0, 1);
                    break;
                }
            }
            Verdict.Hits++;
            await send.InDoubtAsync();
            run = send.Resume();
        }
        await CountAsync(send, emulator);
    }
}
