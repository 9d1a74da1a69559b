namespace CrashTest;

/// <summary>The backend is killed, and started again while the client tries on; then those in doubt are settled.</summary>
internal sealed class KilledEmulator : Scenario
{
    // With more the client would wait long before it tries again, which is right but slow.
    private const int MostHitsPerSend = 4;

    private readonly EmulatorRun emulator;
    private bool started;

    public KilledEmulator(World world) : base(world, "killed emulator") => emulator = new EmulatorRun(world, world.PathOf("emulator.db"));

    public override void Dispose() => emulator.Dispose();

    protected override async Task SendAsync(int number)
    {
        if (!started)
            await emulator.StartAsync();
        started = true;
        var send = new Send(World, number, World.PathOf($"{number}.journal"), [.. emulator.Reach, .. SmallCalls, "--retry", "100"]);
        using (var run = send.Begin())
        {
            for (var hit = 0; hit < MostHitsPerSend && !run.HasExited; hit++)
            {
                await World.PauseAsync(600, 1_500);
                if (run.HasExited)
                    break;
                await emulator.KillAsync();
                Verdict.Hits++;
                await World.PauseAsync(0, 300);
                await emulator.StartAsync();
            }
            await EndAsync(run, 0, 1);
        }
        await send.InDoubtAsync();
        using (var settling = send.Resume())
            await EndAsync(settling, 0, 1);
        await CountAsync(send, emulator);
    }
}
