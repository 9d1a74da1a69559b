using System.Collections.Concurrent;

namespace RxTim.Journal;

/// <summary>Takes back all the messages that somebody has of one send: mostly one, and more where it was sent again.</summary>
internal sealed class TwinWithdrawal(IMessageWithdrawal withdrawal) : IMessageWithdrawal
{
    // The other messages of who has several, and those of them that are taken back.
    private readonly ConcurrentDictionary<(string Identifier, string Key), IReadOnlyList<string>> twins = [];
    private readonly ConcurrentDictionary<(string Identifier, string Key), bool> done = [];

    /// <summary>Says that somebody has more messages than the one by which he is asked for.</summary>
    public void Add(string identifier, string key, IReadOnlyList<string> others) => twins[(identifier, key)] = others;

    public Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken) =>
        twins.TryGetValue((identifier, msgKey), out var others)
            ? AllAsync(identifier, msgKey, others, cancellationToken)
            : withdrawal.WithdrawAsync(identifier, msgKey, cancellationToken);

    // Where one fails, the next attempt leaves out those that are taken back.
    private async Task AllAsync(string identifier, string msgKey, IReadOnlyList<string> others, CancellationToken cancellationToken)
    {
        foreach (var other in others)
        {
            if (done.ContainsKey((identifier, other)))
                continue;
            await withdrawal.WithdrawAsync(identifier, other, cancellationToken).ConfigureAwait(false);
            done[(identifier, other)] = true;
        }
        await withdrawal.WithdrawAsync(identifier, msgKey, cancellationToken).ConfigureAwait(false);
    }
}
