namespace RxTim.Orleans;

/// <summary>Tells the silo's pace how the backend answers, so that "too many calls" pauses all silos.</summary>
internal sealed class PacingInterceptor(ClusterPacing pacing) : ISendInterceptor
{
    public SendSession Begin(SendStart send) => new Session(pacing);

    private sealed class Session(ClusterPacing pacing) : SendSession
    {
        public override ValueTask HandOverAsync(MsgBatchCall call, CancellationToken cancellationToken)
        {
            pacing.HandedOver();
            return default;
        }

        public override void Retrying(IReadOnlyList<MsgBatchSendResult> results) => Look(results);

        public override ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken)
        {
            Look(results);
            return default;
        }

        private void Look(IReadOnlyList<MsgBatchSendResult> results)
        {
            var isAnswered = false;
            foreach (var result in results)
            {
                if (result.Outcome == SendOutcome.Failed && TimErrorCodes.IsThrottled(result.Code))
                {
                    pacing.Throttled();
                    return;
                }
                isAnswered |= result.Outcome != SendOutcome.Unknown;
            }
            if (isAnswered && pacing.IsPausing)
                pacing.Answered();
        }
    }
}
