using CrashTest;

// Arguments: the program rxtim, how often the sender is to be killed in each policy, how often the rest is to be hit, and a seed to repeat
// a run's chances with. Exit code 1 if anybody got the message more or less often than the policy allows.
// Or: the program rxtim, "points", the library of kill-point.c, and a number n: processes are killed before each n-th change of a file.
if (args is [var program, "points", var library, var every])
    return await Sweep.RunAllAsync(program, library, int.Parse(every)) ? 0 : 1;
// Or: the program rxtim, "withdraw", how many it is sent to, how often the withdrawing process is killed, and a seed.
if (args is [var withdrawing, "withdraw", var many, var times, ..])
{
    var repeat = args.Length > 4 ? int.Parse(args[4]) : Random.Shared.Next();
    Console.WriteLine($"seed {repeat}");
    using var sent = new World(withdrawing, "resend", new Random(repeat));
    return await new WithdrawnSend(sent, int.Parse(many), int.Parse(times)).RunAsync() ? 0 : 1;
}
// Or: the program rxtim, "quota", and the program rxtim-node.
if (args is [var paced, "quota", var pacedNode])
{
    using var place = new World(paced, "report", new Random(1));
    using var quota = new QuotaRun(place, pacedNode);
    return await quota.RunAsync() ? 0 : 1;
}
// Or: the program rxtim, "fall", the program rxtim-node, and how many sends lose a node.
if (args is [var falling, "fall", var fallingNode, var falls])
{
    using var place = new World(falling, "report", new Random(1));
    using var fall = new FallRun(place, fallingNode);
    return await fall.RunAsync(int.Parse(falls)) ? 0 : 1;
}
// Or: the program rxtim, "cluster", the program rxtim-node, how many sends of each policy, and a seed.
if (args is [var client, "cluster", var node, var each, ..])
{
    var repeat = args.Length > 4 ? int.Parse(args[4]) : Random.Shared.Next();
    Console.WriteLine($"seed {repeat}");
    using var place = new World(client, "cluster", new Random(repeat));
    using var cluster = new ClusterRun(place, node);
    return await cluster.RunAsync(int.Parse(each)) ? 0 : 1;
}
if (args is not [var rxtim, var first, var second, ..] || !int.TryParse(first, out var kills) || !int.TryParse(second, out var hits))
{
    Console.Error.WriteLine("""
        usage: CrashTest RXTIM KILLS HITS [SEED]
               CrashTest RXTIM points LIBRARY EVERY
               CrashTest RXTIM withdraw IDENTIFIERS KILLS [SEED]
               CrashTest RXTIM cluster NODE SENDS [SEED]
               CrashTest RXTIM quota NODE
               CrashTest RXTIM fall NODE SENDS
        """);
    return 2;
}
var seed = args.Length > 3 ? int.Parse(args[3]) : Random.Shared.Next();
Console.WriteLine($"seed {seed}");
var chance = new Random(seed);
var failed = false;
(Func<World, Scenario> Make, int Hits)[] scenarios =
[
    (world => new KilledClient(world), kills),
    (world => new KilledEmulator(world), hits),
    (world => new FullEmulatorDisk(world), hits),
    (world => new FullJournalDisk(world), hits),
];
foreach (var scenario in scenarios)
{
    foreach (var policy in (string[])["check", "report", "resend"])
    {
        using var world = new World(rxtim, policy, chance);
        using var running = scenario.Make(world);
        var verdict = await running.RunAsync(scenario.Hits);
        Console.WriteLine(verdict);
        failed |= verdict.Wrong > 0;
    }
}
return failed ? 1 : 0;
