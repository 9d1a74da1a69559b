using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using RxTim.Journal;

namespace RxTim.Hosting;

public sealed partial class RxTimJournals
{
    /// <summary>Takes a journal's message back from who has it, and from who is in doubt and turns out to have it. End its send first:
    /// <see cref="AbandonAsync"/>.</summary>
    /// <param name="name">The journal's name.</param>
    /// <param name="cancellationToken">Stops at once. The next run asks for those again from whom it is not known that the message was
    /// taken back.</param>
    /// <returns>A cold stream: a result for each, when it is on the disk, in no particular order. It keeps the client's pace of calls, and
    /// waits for an answer as long as the client does.</returns>
    /// <exception cref="JournalException">There is no such journal, its send is running, or it cannot be written.</exception>
    /// <exception cref="InvalidOperationException">An emulator inside the process takes what is sent: it takes nothing back.</exception>
    public async IAsyncEnumerable<WithdrawResult> WithdrawAsync(
        string name, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var withdrawal = provider.GetRequiredKeyedService<IMessageWithdrawal>(options.Key);
        var journal = await SendJournal.OpenAsync(PathOf(name), cancellationToken).ConfigureAwait(false);
        await using (journal.ConfigureAwait(false))
        {
            await foreach (var result in journal.WithdrawAsync(withdrawal, OptionsToWithdraw(), cancellationToken).ConfigureAwait(false))
                yield return result;
        }
    }

    private JournalWithdrawOptions OptionsToWithdraw() => new()
    {
        Withdraw = new WithdrawOptions
        {
            CallLimiter = provider.GetRequiredKeyedService<Pacing>(options.Key).Calls,
            ResultTimeout = provider.GetRequiredKeyedService<TimClientOptions>(options.Key).ResultTimeout,
            TimeProvider = time,
        },
        History = provider.GetRequiredKeyedService<IMessageHistory>(options.Key),
        GracePeriod = options.GracePeriod,
    };
}
