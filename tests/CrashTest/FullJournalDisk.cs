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
                if (exitCode is 0 or 1)
                    break;
                Check(exitCode, error);
            }
            Verdict.Hits++;
            disk.MakeRoom();
            await send.InDoubtAsync();
            // Opened anew, it needs room before it has anything to write.
            disk.Fill();
            using (var again = send.Resume())
            {
                var (exitCode, error) = await again.EndAsync();
                Check(exitCode, error);
            }
            disk.MakeRoom();
            await send.InDoubtAsync();
            run = send.Resume();
        }
        disk.MakeRoom();
        await CountAsync(send);
    }

    private static void Check(int exitCode, string error)
    {
        if (exitCode != 3 || !error.Contains("disk is full"))
            throw new InvalidOperationException($"rxtim ended with {exitCode}: {error}");
    }
}
