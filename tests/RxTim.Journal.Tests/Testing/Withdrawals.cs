namespace RxTim.Journal.Tests;

/// <summary>Sends whose messages have keys, and takes them back.</summary>
internal static class Withdrawals
{
    /// <summary>Sends to all, in calls of so many; a call's messages have its key, <c>1_2_3</c> for the first.</summary>
    public static ScriptedTransport SendsAllWithKeys()
    {
        var calls = 0;
        return new(call => call.AnswerRemaining(0, msgKey: Key(++calls)));
    }

    public static string Key(int call) => $"{call}_{call + 1}_{call + 2}";

    /// <summary>To its end.</summary>
    public static Task<List<WithdrawResult>> TakeBackAsync(
        this SendJournal journal, IMessageWithdrawal withdrawal, JournalWithdrawOptions? options = null)
    {
        return AllAsync().Soon();

        async Task<List<WithdrawResult>> AllAsync()
        {
            var results = new List<WithdrawResult>();
            await foreach (var result in journal.WithdrawAsync(withdrawal, options, TestContext.Current.CancellationToken))
                results.Add(result);
            return results;
        }
    }

    public static IEnumerable<(string, WithdrawOutcome)> Outcomes(this IEnumerable<WithdrawResult> results) =>
        results.Select(static result => (result.Identifier, result.Outcome)).Order();

    /// <summary>Options without retries, and with a history that looks at once.</summary>
    public static JournalWithdrawOptions LookedUpIn(IMessageHistory? history, TimeProvider? time = null) => new()
    {
        Withdraw = new WithdrawOptions { Retry = new(), TimeProvider = time ?? TimeProvider.System },
        History = history,
        GracePeriod = TimeSpan.Zero,
    };
}
