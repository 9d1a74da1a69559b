namespace CrashTest;

/// <summary>Something befalls the backend and is over again while the client tries on; then those in doubt are settled.</summary>
internal abstract class HitEmulator(World world, string name, string database) : Scenario(world, name, database)
{
    // With more the client would wait long before it tries again, which is right but slow.
    private const int MostHitsPerSend = 4;

    /// <summary>Lets it happen, and pass.</summary>
    protected abstract Task HitAsync();

    protected override async Task SendAsync(int number)
    {
        var send = NewSend(number, World.PathOf($"{number}.journal"), "--retry", "100");
        using (var run = send.Begin())
        {
            for (var hit = 0; hit < MostHitsPerSend && !run.HasExited; hit++)
            {
                await World.PauseAsync(600, 1_500);
                if (run.HasExited)
                    break;
                Verdict.Hits++;
                await HitAsync();
            }
            await EndAsync(run, 0, 1);
        }
        await send.InDoubtAsync();
        using (var settling = send.Resume())
            await EndAsync(settling, 0, 1);
        await CountAsync(send);
    }
}
