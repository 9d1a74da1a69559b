namespace RxTim.Orleans;

internal sealed partial class ShardGrain
{
    public Task<int[]> WithdrawnAsync(int from, int most)
    {
        var end = EndOf(ref from, most);
        return writer!.AskAsync(ledger => HaveOrHad(ledger, from, end).Select(static one => one.First).Where(ledger.Withdrawn.Contains).ToArray());
    }

    public async Task<WithdrawBatch> WithdrawAsync(SendPlan plan, int from, int most, int[] before)
    {
        var end = EndOf(ref from, most);
        if (sending.Withdrawal is null)
            throw new ClusterSendException(ClusterSendError.NotSupported, "The silos were given nothing to take messages back with.");
        var next = end < writer!.StoredResults ? end : -1;
        var (holders, done, firstHandOver) = await writer.AskAsync(ledger =>
        {
            var all = HaveOrHad(ledger, from, end).ToLookup(one => ledger.Withdrawn.Contains(one.First));
            return (all[false].ToList(), all[true].ExceptBy(before, static one => one.First).Select(Done).ToList(), ledger.FirstHandOver);
        });
        var withdrawal = new ShardWithdrawal(sending, Identifiers, plan);
        var (results, stopped) = holders.Count > 0
            ? await Task.Run(() => withdrawal.RunAsync(holders, firstHandOver, CancellationToken.None))
            : ([], null);
        if (results.Exists(static result => result.IsSuccess))
            await writer.RecordAsync(ledger => Take(ledger, results));
        // Said again it changes nothing, and it may not have been heard before.
        if (await writer.AskAsync(static ledger => ledger.Withdrawn.Count) is > 0 and var total)
        {
            var key = this.GetPrimaryKeyString();
            await GrainFactory.GetGrain<ISendGrain>(ShardKey.SendOf(key)).SetWithdrawnAsync(ShardKey.NumberOf(key), total);
        }
        return new WithdrawBatch([.. done, .. results.Select(EntryOf)], next, stopped?.Code ?? 0, stopped?.Message ?? "");
    }

    // Where the looking ends, among the results that are in storage.
    private int EndOf(ref int from, int most)
    {
        if (content is null || writer is null)
            throw new ClusterSendException(ClusterSendError.Removed, "Results of the send were taken and are removed.");
        from = Math.Clamp(from, 0, writer.StoredResults);
        return from + Math.Clamp(most, 0, writer.StoredResults - from);
    }

    // Those who had the message or may have had it, one by one.
    private static IEnumerable<ResultRun> HaveOrHad(ShardLedger ledger, int from, int end)
    {
        foreach (var run in ledger.Read(from, end))
        {
            if (run.Answer.Outcome == SendOutcome.Failed)
                continue;
            for (var i = run.First; i < run.End; i++)
                yield return run with { First = i, Count = 1 };
        }
    }

    private static void Take(ShardLedger ledger, List<WithdrawResult> results)
    {
        foreach (var result in results)
        {
            if (result.IsSuccess)
                ledger.Withdrawn.Add((int)result.Ordinal);
        }
    }

    // By a call of the same run whose answer was lost: how often the backend was asked is not known any longer.
    private WithdrawEntry Done(ResultRun one) => new(
        Identifiers[one.First], 0, "", WithdrawOutcome.Withdrawn, one.Key.Length > 0 ? one.Key : null, 1, content!.First + one.First);

    private WithdrawEntry EntryOf(WithdrawResult result) => new(
        result.Identifier, result.Code, result.Desc, result.Outcome, result.MsgKey, result.Attempts, content!.First + result.Ordinal);
}
