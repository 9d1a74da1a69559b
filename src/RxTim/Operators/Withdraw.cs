using System.Reactive.Disposables;
using System.Reactive.Linq;

namespace RxTim;

public static partial class ResultOperators
{
    /// <summary>Takes the messages of a send back, from each identifier as its result comes: from the history, and from the terminals of
    /// sender and receiver.</summary>
    /// <param name="results">The results of the send. Who failed has no message and is left out.</param>
    /// <param name="withdrawal">The backend that takes them back.</param>
    /// <param name="options">How.</param>
    /// <returns>
    /// A cold stream with one result for each identifier that has the message or may have it, as it arrives, in no particular order. One
    /// whose <see cref="MsgBatchSendResult.MsgKey"/> is not known is not asked for: unknown where the send's result is, else failed with
    /// 90054 (<see cref="TimErrorCodes.MsgKeyInvalid"/>). It ends with a <see cref="TimException"/> where no other would fare better
    /// (<see cref="TimErrorCodes.IsFatal"/>), which names those who were refused, or with what the source ends with; by then each that was
    /// asked for has its result.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IAsyncEnumerable<WithdrawResult> Withdraw(
        this IAsyncEnumerable<MsgBatchSendResult> results, IMessageWithdrawal withdrawal, WithdrawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(withdrawal);
        options ??= new WithdrawOptions();
        options.Validate();
        return WithdrawRun.ResultsAsync(results, withdrawal, options);
    }

    /// <inheritdoc cref="Withdraw(IAsyncEnumerable{MsgBatchSendResult}, IMessageWithdrawal, WithdrawOptions?)"/>
    /// <remarks>What is pushed faster than it is taken back waits in memory. Results come on the thread pool, and a slow observer slows the
    /// taking back. Disposing the subscription cancels it, and the source's.</remarks>
    public static IObservable<WithdrawResult> Withdraw(
        this IObservable<MsgBatchSendResult> results, IMessageWithdrawal withdrawal, WithdrawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(withdrawal);
        options ??= new WithdrawOptions();
        options.Validate();
        return Observable.Create<WithdrawResult>(observer =>
        {
            var pushed = new PushedResults();
            var taking = new PulledObservable<WithdrawResult>(WithdrawRun.ResultsAsync(pushed, withdrawal, options)).Subscribe(observer);
            // Only now, and before this returns, so that nothing is missed of a source that is under way.
            pushed.SubscribeTo(results);
            return StableCompositeDisposable.Create(taking, pushed);
        });
    }

    /// <summary>Takes messages back by their keys.</summary>
    /// <param name="withdrawal">The backend that takes them back.</param>
    /// <param name="messages">Who has which message: the identifier and the <see cref="MsgBatchSendResult.MsgKey"/>.</param>
    /// <param name="options">How.</param>
    /// <returns>As <see cref="Withdraw(IAsyncEnumerable{MsgBatchSendResult}, IMessageWithdrawal, WithdrawOptions?)"/>; a result's ordinal
    /// is its place in <paramref name="messages"/>, from 0.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IAsyncEnumerable<WithdrawResult> WithdrawAsync(
        this IMessageWithdrawal withdrawal, IEnumerable<(string Identifier, string MsgKey)> messages, WithdrawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return Listed().Withdraw(withdrawal, options);

#pragma warning disable CS1998 // Nothing is awaited: the list is there.
        async IAsyncEnumerable<MsgBatchSendResult> Listed()
#pragma warning restore CS1998
        {
            var ordinal = 0L;
            foreach (var (identifier, key) in messages)
                yield return new MsgBatchSendResult(identifier, TimErrorCodes.Success) { MsgKey = key, Ordinal = ordinal++ };
        }
    }
}
