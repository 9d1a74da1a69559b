namespace RxTim.Orleans.Tests;

/// <summary>A cluster in which things go wrong: how many silos send how, and how often what falls.</summary>
internal sealed record PacePlan
{
    public required int Seed { get; init; }

    public int Silos { get; init; } = 3;

    public int Workers { get; init; } = 3;

    public int CallsPerSecond { get; init; } = 200;

    public int RecipientsPerMinute { get; init; } = 12_000;

    /// <summary>The smallest call and the largest of each silo, in turn.</summary>
    public (int Least, int Most)[] Sizes { get; init; } = [(1, 500)];

    /// <summary>How long the demand lasts.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(5);

    public int MostNetworkMilliseconds { get; init; } = 5;

    public int MostStorageMilliseconds { get; init; } = 5;

    /// <summary>How long a call is on its way to the backend at most.</summary>
    public int MostWayMilliseconds { get; init; } = 100;

    /// <summary>How long an answer is on its way back at most.</summary>
    public int MostAnswerMilliseconds { get; init; } = 100;

    /// <summary>How long it takes a silo at most to hear of news.</summary>
    public int MostNewsMilliseconds { get; init; } = 10;

    public double Lost { get; init; }

    public double Throttled { get; init; }

    public int SilosKilled { get; init; }

    public int SilosCutOff { get; init; }

    public int Activations { get; init; }

    public static PacePlan Of(int seed)
    {
        var random = new Random(seed);
        var calls = random.Next(1, 20);
        var recipients = random.Next(20, 400);
        var isFaulty = random.Next(3) > 0;
        return new PacePlan
        {
            Seed = seed,
            Silos = random.Next(1, 5),
            Workers = random.Next(1, 5),
            CallsPerSecond = calls,
            RecipientsPerMinute = recipients,
            Sizes = [.. Enumerable.Range(0, 4).Select(_ => (1, random.Next(1, recipients + 1)))],
            Length = TimeSpan.FromMinutes(random.Next(2, 7)),
            MostNetworkMilliseconds = random.Next(2) * random.Next(1_500),
            MostStorageMilliseconds = random.Next(2) * random.Next(1_500),
            MostNewsMilliseconds = random.Next(50, 400),
            // A call of a silo that falls, or that cannot reach the grain, is to arrive within 5 seconds.
            MostWayMilliseconds = random.Next(isFaulty ? 5_000 : 50_000),
            MostAnswerMilliseconds = random.Next(10_000),
            Lost = isFaulty ? random.Next(3) * 0.1 : 0,
            Throttled = random.Next(3) * 0.05,
            SilosKilled = isFaulty ? random.Next(4) : 0,
            SilosCutOff = isFaulty ? random.Next(4) : 0,
            Activations = isFaulty ? random.Next(6) : 0,
        };
    }
}
