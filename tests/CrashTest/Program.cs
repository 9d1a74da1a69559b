using CrashTest;

// Arguments: the program rxtim, how often each scenario is to be hit in each policy, and a seed to repeat a run's chances with. Exit code 1 if
// anybody got the message more or less often than the policy allows.
if (args is not [var rxtim, var hits, ..] || !int.TryParse(hits, out var least) || least < 1)
{
    Console.Error.WriteLine("usage: CrashTest RXTIM HITS [SEED]");
    return 2;
}
var seed = args.Length > 2 ? int.Parse(args[2]) : Random.Shared.Next();
Console.WriteLine($"seed {seed}, at least {least} hits for each policy");
var chance = new Random(seed);
var failed = false;
Func<World, Scenario>[] scenarios =
[
    world => new KilledClient(world),
    world => new KilledEmulator(world),
    world => new FullEmulatorDisk(world),
    world => new FullJournalDisk(world),
];
foreach (var scenario in scenarios)
{
    foreach (var policy in (string[])["check", "report", "resend"])
    {
        using var world = new World(rxtim, policy, chance);
        using var running = scenario(world);
        var verdict = await running.RunAsync(least);
        Console.WriteLine(verdict);
        failed |= verdict.Wrong > 0;
    }
}
return failed ? 1 : 0;
