namespace CrashTest;

/// <summary><c>rxtim emulator --db</c>, from its start to its end, with a send meanwhile: what it answered it has kept, once.</summary>
internal sealed class EmulatorSweep(string rxtim, string library) : Sweep(rxtim, library, "emulator --db")
{
    protected override Task BeginAsync() => Task.CompletedTask;

    protected override Task<string?> EndAsync() => Task.FromResult<string?>(null);

    protected override async Task<bool> TryAsync(KillPoint point)
    {
        using var emulator = new EmulatorRun(World, Path.Combine(Folder, $"{point.Number}.db"));
        var answered = new HashSet<string>();
        var isKilled = true;
        if (await emulator.TryStartAsync(point))
        {
            answered = await SendAsync(emulator, Asked(point));
            isKilled = await emulator.StopAsync() switch
            {
                KillPoint.ExitCode => true,
                0 => false,
                var other => throw new InvalidOperationException($"it ended with {other}"),
            };
        }

        // As it is started again it has what it answered, and takes more.
        await emulator.StartAsync();
        string[] next = [$"p{point.Number}next"];
        answered.UnionWith(await SendAsync(emulator, next));
        await emulator.KillAsync();
        var messages = emulator.Messages();
        var wrong = next.Concat(Asked(point))
            .Where(who => messages.GetValueOrDefault(who) is var count && (count > 1 || (count == 0 && (answered.Contains(who) || who == next[0]))))
            .Select(who => $"{who}: {messages.GetValueOrDefault(who)}")
            .ToList();
        return wrong.Count == 0 ? isKilled : throw new InvalidOperationException($"not one message: {string.Join(", ", wrong)}");
    }

    // Those who were answered and sent to.
    private async Task<HashSet<string>> SendAsync(EmulatorRun emulator, string[] asked)
    {
        var sent = new HashSet<string>();
        using var run = new RxTimRun(
            World,
            (identifier, code) =>
            {
                if (code == 0)
                    sent.Add(identifier);
            },
            ["send", "--to", string.Join(',', asked), "--text", "hello", "--output", "json", .. emulator.Reach, "--per-call", "10", "--calls", "1"]);
        await run.EndAsync();
        return sent;
    }
}
