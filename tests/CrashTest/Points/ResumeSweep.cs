namespace CrashTest;

/// <summary><c>rxtim resume</c>, of a journal whose send was killed after its first results.</summary>
internal sealed class ResumeSweep(string rxtim, string library) : JournalSweep(rxtim, library, "resume")
{
    protected override async Task<bool> TryAsync(KillPoint point)
    {
        var send = NewSend(point);
        using (var run = send.Begin())
        {
            await send.FirstResultAsync();
            await run.KillAsync();
        }
        if (await send.InDoubtAsync() is null)
            throw new InvalidOperationException("results came, and the journal says that nothing was sent");
        var isKilled = await IsKilledAsync(send.Resume(point));
        await BringToItsEndAsync(send);
        return isKilled;
    }
}
