namespace RxTim.Orleans.Tests;

/// <summary>A cluster on one thread and in virtual time: silos, their calls, a backend that counts them, a storage with an ETag, and
/// activations of the pace's grain, of which several may live at once. It runs the account itself, without Orleans.</summary>
internal sealed class PaceWorld
{
    private readonly PriorityQueue<Action, (TimeSpan, long)> events = new();
    private readonly List<SimulatedActivation> activations = [];
    private readonly List<(TimeSpan At, int Recipients)> arrivals = [];
    private long scheduled;

    public PaceWorld(PacePlan plan)
    {
        Plan = plan;
        Random = new Random(plan.Seed);
        Activate();
        Silos.AddRange(Enumerable.Range(0, plan.Silos).Select(index => new SimulatedSilo(this, index)));
        foreach (var silo in Silos)
            After(TimeSpan.Zero, silo.Look);
        Often(plan.Activations, Activate);
        Often(plan.SilosCutOff, () => Any().CutOff(TimeSpan.FromSeconds(Random.Next(150))));
        Often(plan.SilosKilled, Replace);
    }

    public PacePlan Plan { get; }

    public Random Random { get; }

    public TimeSpan Now { get; private set; }

    public List<SimulatedSilo> Silos { get; } = [];

    /// <summary>What is stored, and the ETag.</summary>
    public (byte[] Account, int Tag) Stored { get; set; } = ([], 0);

    /// <summary>The activation that silos find.</summary>
    public SimulatedActivation Current
    {
        get
        {
            if (activations[^1].IsOver)
                Activate();
            return activations[^1];
        }
    }

    public bool IsWanting => Now < Plan.Length;

    public long Arrived => arrivals.Sum(static one => (long)one.Recipients);

    public void Run(TimeSpan until)
    {
        while (events.TryPeek(out _, out var key) && key.Item1 <= until)
        {
            var next = events.Dequeue();
            Now = key.Item1;
            next();
        }
        Now = until;
    }

    public void After(TimeSpan span, Action action) => events.Enqueue(action, (Now + span, scheduled++));

    public TimeSpan UpTo(int milliseconds) => TimeSpan.FromMilliseconds(Random.NextDouble() * milliseconds);

    public void Arrive(int recipients) => arrivals.Add((Now, recipients));

    public long ArrivedWithin(TimeSpan from, TimeSpan to) =>
        arrivals.Where(one => one.At >= from && one.At < to).Sum(static one => (long)one.Recipients);

    /// <summary>The most that the backend counts in any window, as it counts.</summary>
    public int Most(TimeSpan window, Func<int, int> count)
    {
        var (most, within, first) = (0, 0, 0);
        foreach (var (at, recipients) in arrivals)
        {
            within += count(recipients);
            while (at - arrivals[first].At >= window)
                within -= count(arrivals[first++].Recipients);
            most = Math.Max(most, within);
        }
        return most;
    }

    private SimulatedSilo Any() => Silos[Random.Next(Silos.Count)];

    // The one before may go on, and not know.
    private void Activate()
    {
        if (activations.Count > 0 && Random.Next(2) == 0)
            activations[^1].End();
        activations.Add(new SimulatedActivation(this));
    }

    private void Replace()
    {
        var fallen = Any();
        fallen.Fall();
        Silos.Remove(fallen);
        var silo = new SimulatedSilo(this, fallen.Index);
        Silos.Add(silo);
        silo.Look();
    }

    private void Often(int times, Action action)
    {
        for (var i = 0; i < times; i++)
            After(Random.NextDouble() * Plan.Length, action);
    }
}
