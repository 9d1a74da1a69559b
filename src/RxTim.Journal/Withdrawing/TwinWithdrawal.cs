using System.Collections.Concurrent;

namespace RxTim.Journal;

/// <summary>Takes back all the messages that somebody has of one send: mostly one, and more where it was sent again.</summary>
internal sealed class TwinWithdrawal(IMessageWithdrawal withdrawal) : IMessageWithdrawal
{
    // The other messages of who has several.
    private readonly ConcurrentDictionary<(string Identifier, string Key), IReadOnlyList<string>> twins = [];

    /// <summary>Says that somebody has more messages than the one by which he is asked for.</summary>
    public void Add(string identifier, string key, IReadOnlyList<string> others) => twins[(identifier, key)] = others;

    public Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken) =>
        twins.TryGetValue((identifier, msgKey), out var others)
            ? AllAsync(identifier, [.. others, msgKey], cancellationToken)
            : withdrawal.WithdrawAsync(identifier, msgKey, cancellationToken);

    // Where one fails all are asked for again, and those that were taken back stay so.
    private async Task AllAsync(string identifier, string[] keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
            await withdrawal.WithdrawAsync(identifier, key, cancellationToken).ConfigureAwait(false);
    }
}
