using System.Collections.Concurrent;

namespace RxTim.Journal;

/// <summary>Takes back all the messages that somebody has of one send: mostly one, and more where it was sent again.</summary>
internal sealed class TwinWithdrawal(IMessageWithdrawal withdrawal) : IMessageWithdrawal
{
    // The other messages of who has several, and those of them that are taken back.
    private readonly ConcurrentDictionary<(string Identifier, string Key), Others> twins = [];
    private readonly ConcurrentDictionary<(string Identifier, string Key), bool> done = [];

    /// <summary>Says that somebody has more messages than the one by which he is asked for.</summary>
    /// <param name="identifier">Who.</param>
    /// <param name="key">The message by which he is asked for.</param>
    /// <param name="others">The others that the history has.</param>
    /// <param name="named">The key that the answer gave, where the history does not have it: perhaps another message, perhaps the name of
    /// none. Empty if there is none.</param>
    public void Add(string identifier, string key, IReadOnlyList<string> others, string named) =>
        twins[(identifier, key)] = new Others(others, named);

    public Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken) =>
        twins.TryGetValue((identifier, msgKey), out var others)
            ? AllAsync(identifier, msgKey, others, cancellationToken)
            : withdrawal.WithdrawAsync(identifier, msgKey, cancellationToken);

    // Where one fails, the next attempt leaves out those that are taken back.
    private async Task AllAsync(string identifier, string msgKey, Others others, CancellationToken cancellationToken)
    {
        foreach (var other in others.Found)
            await OnceAsync(identifier, other, cancellationToken).ConfigureAwait(false);
        try
        {
            if (others.Named.Length > 0)
                await OnceAsync(identifier, others.Named, cancellationToken).ConfigureAwait(false);
        }
        catch (TimException none) when (none.Code == TimErrorCodes.MessageNotFound)
        {
            // The name of another receiver's message.
            done[(identifier, others.Named)] = true;
        }
        await withdrawal.WithdrawAsync(identifier, msgKey, cancellationToken).ConfigureAwait(false);
    }

    private async Task OnceAsync(string identifier, string key, CancellationToken cancellationToken)
    {
        if (done.ContainsKey((identifier, key)))
            return;
        await withdrawal.WithdrawAsync(identifier, key, cancellationToken).ConfigureAwait(false);
        done[(identifier, key)] = true;
    }

    private readonly record struct Others(IReadOnlyList<string> Found, string Named);
}
