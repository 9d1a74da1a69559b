using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace RxTim.Tests;

/// <summary>What the tests of withdrawals share: results of a send, and both faces.</summary>
internal static class Taking
{
    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Results of a send that reached u0, u1 …</summary>
    public static IEnumerable<MsgBatchSendResult> Sent(int count) => Enumerable.Range(0, count)
        .Select(static i => new MsgBatchSendResult($"u{i}", 0) { MsgKey = $"{i}_2_3", Ordinal = i });

    public static async Task<List<WithdrawResult>> AllAsync(this IAsyncEnumerable<WithdrawResult> stream)
    {
        var results = new List<WithdrawResult>();
        await foreach (var result in stream.WithCancellation(Cancellation))
            results.Add(result);
        return results;
    }

    /// <summary>All of the results, pushed or pulled.</summary>
    public static Task<List<WithdrawResult>> TakeAsync(
        this IEnumerable<MsgBatchSendResult> sent, bool pushed, IMessageWithdrawal withdrawal, WithdrawOptions? options = null) => pushed
            ? ToListAsync(sent.ToObservable().Withdraw(withdrawal, options)).Soon()
            : sent.ToAsyncEnumerable().Withdraw(withdrawal, options).AllAsync().Soon();

    public static IEnumerable<(string, int, WithdrawOutcome)> Outcomes(this IEnumerable<WithdrawResult> results) =>
        results.OrderBy(static result => result.Ordinal).Select(static result => (result.Identifier, result.Code, result.Outcome));

    private static async Task<List<WithdrawResult>> ToListAsync(IObservable<WithdrawResult> stream) =>
        [.. await stream.ToList().ToTask(Cancellation)];
}
