namespace CrashTest;

/// <summary>The journal's disk is full: the send stops and says so, and is resumed when there is room.</summary>
internal sealed class FullJournalDisk : Scenario
{
    private readonly SmallDisk disk;
    private readonly EmulatorRun emulator;
    private bool started;

    public FullJournalDisk(World world) : base(world, "full journal disk")
    {
        disk = new SmallDisk(world.PathOf("disk"));
        emulator = new EmulatorRun(world, world.PathOf("emulator.db"));
    }

    public override void Dispose()
    {
        emulator.Dispose();
        disk.Dispose();
    }

    protected override async Task SendAsync(int number)
    {
        if (!started)
            await emulator.StartAsync();
        started = true;
        var send = new Send(World, number, disk.PathOf($"{number}.journal"), [.. emulator.Reach, .. SmallCalls]);
        var run = send.Begin();
        while (true)
        {
            await World.PauseAsync(400, 1_800);
            disk.Fill();
            using (run)
            {
                var (exitCode, error) = await run.EndAsync();
                disk.MakeRoom();
                if (exitCode is 0 or 1)
                    break;
                if (exitCode != 3 || !error.Contains("disk is full"))
                    throw new InvalidOperationException($"rxtim ended with {exitCode}: {error}");
            }
            Verdict.Hits++;
            await send.InDoubtAsync();
            run = send.Resume();
        }
        await CountAsync(send, emulator);
    }
}
