namespace RxTim.Orleans.Tests;

/// <summary>An activation of the pace's grain: as <see cref="PaceGrain"/>, it answers what it has stored.</summary>
internal sealed class SimulatedActivation
{
    private readonly PaceWorld world;
    private readonly TimeSpan begun;
    private readonly PaceLedger ledger;
    private readonly List<Action<bool>> waiting = [];
    private int tag;
    private bool isStoring;

    public SimulatedActivation(PaceWorld world)
    {
        this.world = world;
        begun = world.Now;
        (var account, tag) = world.Stored;
        ledger = PaceCodec.Read(account);
    }

    public bool IsOver { get; private set; }

    public PaceLedger Ledger => ledger;

    private TimeSpan Now => world.Now - begun;

    public int CountedCalls()
    {
        ledger.Forget(Now);
        return ledger.Calls.Counted;
    }

    public int CountedRecipients()
    {
        ledger.Forget(Now);
        return ledger.Recipients.Counted;
    }

    public bool HasNews(Guid silo, int pause) => !IsOver && ledger.HasNews(silo, pause, Now);

    public void Exchange(PaceReport report, Action<PaceAnswer?> answered)
    {
        if (IsOver)
        {
            answered(null);
            return;
        }
        var answer = ledger.Exchange(report, Now);
        waiting.Add(isStored => answered(isStored ? answer : null));
        if (!isStoring)
            Store();
    }

    public void End() => IsOver = true;

    private void Store()
    {
        isStoring = true;
        Action<bool>[] told = [.. waiting];
        waiting.Clear();
        var account = PaceCodec.Write(ledger, Now);
        world.After(world.UpTo(world.Plan.MostStorageMilliseconds), () =>
        {
            var isStored = !IsOver && world.Stored.Tag == tag;
            if (isStored)
                world.Stored = (account, ++tag);
            else
                IsOver = true;
            // It may fall between storing and answering.
            isStoring = false;
            foreach (var tell in told)
                tell(isStored);
            if (waiting.Count > 0)
                Store();
        });
    }
}
