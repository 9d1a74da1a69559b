namespace CrashTest;

/// <summary>A command that writes, killed before one change of its files after the other, until it comes to its end.</summary>
/// <param name="rxtim">The program.</param>
/// <param name="library">The library of <c>kill-point.c</c>.</param>
/// <param name="name">What the sweep is called.</param>
internal abstract class Sweep(string rxtim, string library, string name) : IDisposable
{
    private const int Identifiers = 30;

    protected World World { get; } = new(rxtim, "check", Random.Shared);

    /// <summary>Where nothing but the files of the sweep is.</summary>
    protected string Folder => World.PathOf("files/");

    /// <summary>Runs all sweeps at a time, each from a point of its own on, and every so many points.</summary>
    /// <returns>Whether all was right after each point.</returns>
    public static async Task<bool> RunAllAsync(string rxtim, string library, int every)
    {
        Sweep[] sweeps = [new SendSweep(rxtim, library), new ResumeSweep(rxtim, library), new WithdrawSweep(rxtim, library), new EmulatorSweep(rxtim, library)];
        var right = await Task.WhenAll(sweeps.Select(sweep => sweep.RunAsync(every)));
        foreach (var sweep in sweeps)
            sweep.Dispose();
        return right.All(static all => all);
    }

    public virtual void Dispose() => World.Dispose();

    protected abstract Task BeginAsync();

    /// <summary>Runs the command, killed at the point, and whatever mends it.</summary>
    /// <returns>Whether it was killed, and not at its end before.</returns>
    /// <exception cref="InvalidOperationException">Something was not as it must be.</exception>
    protected abstract Task<bool> TryAsync(KillPoint point);

    /// <summary>Counts in the backend's file.</summary>
    /// <returns>What is wrong, if anything.</returns>
    protected abstract Task<string?> EndAsync();

    /// <summary>Those that the point's send goes to.</summary>
    protected static string[] Asked(KillPoint point) => [.. Enumerable.Range(0, Identifiers).Select(i => $"p{point.Number}u{i}")];

    private async Task<bool> RunAsync(int every)
    {
        Directory.CreateDirectory(Folder);
        await BeginAsync();
        var wrong = new List<string>();
        var points = 0;
        for (var number = 1 + Random.Shared.Next(every); ; number += every)
        {
            points++;
            try
            {
                if (!await TryAsync(new KillPoint(library, Folder, number)))
                    break;
            }
            catch (InvalidOperationException fault)
            {
                wrong.Add($"point {number}: {fault.Message}");
            }
        }
        if (await EndAsync() is { } miscounted)
            wrong.Add(miscounted);
        Console.WriteLine($"{name}: killed at {points - 1} points, every {every}. up to the end; {wrong.Count} wrong");
        foreach (var fault in wrong)
            Console.WriteLine($"    {fault}");
        return wrong.Count == 0 && points > 1;
    }
}
