namespace RxTim.Cli.Tests;

/// <summary>Takes messages back as the test says, and remembers whose.</summary>
internal sealed class Withdrawal(Func<string, Task> withdraw) : IMessageWithdrawal
{
    private readonly List<string> asked = [];

    /// <summary>Who was asked for, and by which key.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (asked)
                return [.. asked];
        }
    }

    public static Withdrawal OfAll() => new(static _ => Task.CompletedTask);

    public Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken)
    {
        lock (asked)
            asked.Add($"{identifier} {msgKey}");
        return withdraw(identifier);
    }
}
