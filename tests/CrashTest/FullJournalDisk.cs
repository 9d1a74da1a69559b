namespace CrashTest;

/// <summary>The journal's disk is full: the send stops and says so, and is resumed when there is room.</summary>
internal sealed class FullJournalDisk(World world) : Scenario(world, "full journal disk", world.PathOf("emulator.db"))
{
    private readonly SmallDisk disk = new(world.PathOf("disk"));

    public override void Dispose()
    {
        base.Dispose();
        disk.Dispose();
    }

    protected override async Task SendAsync(int number)
    {
        var send = NewSend(number, disk.PathOf($"{number}.journal"));
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
        await CountAsync(send);
    }
}
