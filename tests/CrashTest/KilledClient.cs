namespace CrashTest;

/// <summary>The sending process is killed, and resumed.</summary>
internal sealed class KilledClient(World world) : Scenario(world, "killed client", world.PathOf("emulator.db"))
{
    private const int MostHitsPerSend = 10;

    protected override async Task SendAsync(int number)
    {
        var send = NewSend(number, World.PathOf($"{number}.journal"));
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
        await CountAsync(send);
    }
}
