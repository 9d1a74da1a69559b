namespace RxTim.Orleans.Tests;

/// <summary>A silo whose workers send calls one after the other, each as soon as it has its permits.</summary>
internal sealed class SimulatedSilo
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly object gate = new();
    private readonly PaceWorld world;
    private readonly TimeSpan begun;
    private readonly SiloPace pace;
    private readonly List<Worker> workers = [];
    private TimeSpan cutOffUntil = TimeSpan.MinValue;
    private TimeSpan retryAt;
    private long asking;
    private bool isAsking;
    private bool isFallen;

    public SimulatedSilo(PaceWorld world, int index)
    {
        this.world = world;
        Index = index;
        begun = world.Now;
        pace = new SiloPace(
            gate, new() { CallsPerSecond = world.Plan.CallsPerSecond, RecipientsPerMinute = world.Plan.RecipientsPerMinute });
        workers.AddRange(Enumerable.Range(0, world.Plan.Workers).Select(_ => new Worker(this)));
        world.After(TimeSpan.Zero, Watch);
    }

    public int Index { get; }

    public long Sent { get; private set; }

    /// <summary>Whether its workers have all they wanted, and the grain knows it.</summary>
    public bool IsDone
    {
        get
        {
            lock (gate)
                return pace.IsEmpty && !isAsking && pace.Due() is null;
        }
    }

    private TimeSpan Now => world.Now - begun;

    public void CutOff(TimeSpan span) => cutOffUntil = world.Now + span;

    public void Fall() => isFallen = true;

    /// <summary>Goes on with whatever can: workers, and a report that is due.</summary>
    public void Look()
    {
        if (isFallen)
            return;
        lock (gate)
        {
            foreach (var worker in workers)
                worker.GoOn();
            if (isAsking || pace.Due() is not { } due)
                return;
            var at = due > retryAt ? due : retryAt;
            if (at <= Now)
                Ask();
            else
                world.After(at - Now, Look);
        }
    }

    // As the waiting for news: a moment after there is some.
    private void Watch()
    {
        if (isFallen)
            return;
        lock (gate)
        {
            if (!pace.IsEmpty && world.Now >= cutOffUntil && world.Current.HasNews(pace.Key, pace.Pause))
                pace.AskAgain();
        }
        Look();
        world.After(TimeSpan.FromMilliseconds(1) + world.UpTo(world.Plan.MostNewsMilliseconds), Watch);
    }

    private void Ask()
    {
        isAsking = true;
        var report = pace.Report(Now);
        var mine = ++asking;
        world.After(Timeout, () => Answered(mine, null));
        var there = world.Current;
        Travel(() => there.Exchange(report, answer => Travel(() => Answered(mine, answer))));
    }

    private void Answered(long number, PaceAnswer? answer)
    {
        if (number != asking || !isAsking || isFallen)
            return;
        isAsking = false;
        lock (gate)
        {
            if (answer is not null)
            {
                pace.Take(answer, Now);
            }
            else
            {
                retryAt = Now + TimeSpan.FromMilliseconds(100);
                pace.AskAgain();
            }
        }
        Look();
    }

    private void Travel(Action arrive)
    {
        if (world.Now < cutOffUntil || world.Random.NextDouble() < world.Plan.Lost)
            return;
        world.After(world.UpTo(world.Plan.MostNetworkMilliseconds), arrive);
    }

    /// <summary>Takes permits for recipients, then one for the call, sends, and gives them back when the call is over.</summary>
    private sealed class Worker(SimulatedSilo silo)
    {
        private readonly PaceWorld world = silo.world;
        private LinkedListNode<PermitWaiter>? recipients;
        private LinkedListNode<PermitWaiter>? call;
        private int size;
        private bool isSending;

        public void GoOn()
        {
            if (!isSending && recipients is null)
            {
                if (!world.IsWanting)
                    return;
                var (least, most) = world.Plan.Sizes[silo.Index % world.Plan.Sizes.Length];
                size = world.Random.Next(least, most + 1);
                recipients = Take(silo.pace.Recipients!, size);
            }
            if (recipients is { Value.Task.IsCompletedSuccessfully: true } && call is null)
                call = Take(silo.pace.Calls!, 1);
            if (call is { Value.Task.IsCompletedSuccessfully: true } && !isSending)
                Send();
        }

        private LinkedListNode<PermitWaiter> Take(SiloPermits permits, int count)
        {
            if (!permits.TryTake(count, silo.Now))
                return permits.Wait(count);
            var taken = new LinkedListNode<PermitWaiter>(new PermitWaiter(count));
            taken.Value.SetResult(true);
            return taken;
        }

        private void Send()
        {
            isSending = true;
            silo.pace.HandedOver();
            // What left arrives, whatever becomes of the silo.
            world.After(world.UpTo(world.Plan.MostWayMilliseconds), () =>
            {
                world.Arrive(size);
                silo.Sent += size;
                world.After(world.UpTo(world.Plan.MostAnswerMilliseconds), Over);
            });
        }

        private void Over()
        {
            lock (silo.gate)
            {
                if (world.Random.NextDouble() < world.Plan.Throttled)
                    silo.pace.Throttled();
                else
                    silo.pace.Answered();
                silo.pace.Recipients!.GiveBack(size, silo.Now);
                silo.pace.Calls!.GiveBack(1, silo.Now);
                (isSending, recipients, call) = (false, null, null);
            }
            silo.Look();
        }
    }
}
