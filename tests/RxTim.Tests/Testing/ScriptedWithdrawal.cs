namespace RxTim.Tests;

/// <summary>Takes messages back as a test says, and remembers who was asked for.</summary>
internal sealed class ScriptedWithdrawal(Func<string, CancellationToken, Task> withdraw) : IMessageWithdrawal
{
    private readonly List<(string Identifier, string MsgKey)> asked = [];
    private readonly Signal changed = new();
    private int inFlight;

    /// <summary>Who was asked for, in that order.</summary>
    public IReadOnlyList<(string Identifier, string MsgKey)> Asked
    {
        get
        {
            lock (asked)
                return [.. asked];
        }
    }

    public IEnumerable<string> Names => Asked.Select(static one => one.Identifier);

    /// <summary>The most that were asked for at one time.</summary>
    public int MostInFlight { get; private set; }

    public static ScriptedWithdrawal TakesAll() => new(static (_, _) => Task.CompletedTask);

    /// <summary>Does not even look at its token.</summary>
    public static ScriptedWithdrawal NeverAnswers() => new(static (_, _) => new TaskCompletionSource().Task);

    /// <summary>Fails so many times for each, and then takes the message back.</summary>
    public static ScriptedWithdrawal Fails(int times, int code, TimeSpan? retryAfter = null)
    {
        var failed = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        return new((identifier, _) => failed.AddOrUpdate(identifier, 1, static (_, count) => count + 1) <= times
            ? Task.FromException(new TimException(code, $"not {identifier}") { RetryAfter = retryAfter })
            : Task.CompletedTask);
    }

    /// <summary>Waits until so many were asked for.</summary>
    public Task AskedAsync(int count) => changed.WhenAsync(() => Asked.Count >= count);

    public async Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken)
    {
        lock (asked)
        {
            asked.Add((identifier, msgKey));
            MostInFlight = Math.Max(MostInFlight, ++inFlight);
        }
        changed.Changed();
        try
        {
            await withdraw(identifier, cancellationToken);
        }
        finally
        {
            lock (asked)
                inFlight--;
        }
    }
}
