namespace CrashTest;

/// <summary><c>rxtim send --journal</c>.</summary>
internal sealed class SendSweep(string rxtim, string library) : JournalSweep(rxtim, library, "send --journal")
{
    protected override async Task<bool> TryAsync(KillPoint point)
    {
        var send = NewSend(point);
        var isKilled = await IsKilledAsync(send.Begin(point));
        await BringToItsEndAsync(send);
        return isKilled;
    }
}
