namespace CrashTest;

/// <summary><c>rxtim withdraw</c>, of a journal whose send is done: wherever it is killed, it can be brought to its end, and then everybody's
/// message is taken back.</summary>
internal sealed class WithdrawSweep(string rxtim, string library) : JournalSweep(rxtim, library, "withdraw")
{
    protected override async Task<bool> TryAsync(KillPoint point)
    {
        var send = NewSend(point);
        using (var run = send.Begin())
        {
            if (await run.EndAsync() is (not 0, var error))
                throw new InvalidOperationException($"the send failed: {error}");
        }
        var shown = new HashSet<string>();
        var isKilled = await IsKilledAsync(Withdraw(send, shown, point));
        using (var rest = Withdraw(send, shown))
        {
            if (await rest.EndAsync() is (not 0, var error))
                throw new InvalidOperationException($"the withdrawal cannot be brought to its end: {error}");
        }
        if (await send.InDoubtAsync() is not { Count: 0 })
            throw new InvalidOperationException("somebody is in doubt at the end");
        return isKilled;
    }

    protected override async Task<string?> EndAsync()
    {
        if (await base.EndAsync() is { } miscounted)
            return miscounted;
        var standing = Emulator.Standing();
        return standing.Count == 0 ? null : $"not taken back: {string.Join(", ", standing.Keys)}";
    }

    private RxTimRun Withdraw(Send send, HashSet<string> shown, KillPoint? point = null) => new(
        World,
        (identifier, code) =>
        {
            if (code != 0 || !shown.Add(identifier))
                throw new InvalidOperationException($"{identifier} has a result again, or failed with {code}");
        },
        ["withdraw", send.Journal, .. Emulator.Reach, "--calls", "3", "--output", "json"],
        point);
}
