namespace RxTim;

/// <summary>Counts results as they pass, and the time since the first was asked for.</summary>
internal sealed class SendTally(TimeProvider time)
{
    private readonly long began = time.GetTimestamp();

    public long Sent { get; private set; }

    public long Failed { get; private set; }

    public long Unknown { get; private set; }

    public long Done => Sent + Failed + Unknown;

    public TimeSpan Elapsed => time.GetElapsedTime(began);

    public void Add(MsgBatchSendResult result)
    {
        switch (result.Outcome)
        {
            case SendOutcome.Sent:
                Sent++;
                break;
            case SendOutcome.Failed:
                Failed++;
                break;
            default:
                Unknown++;
                break;
        }
    }

    /// <summary>So many a second; 0 while no time has passed.</summary>
    public static double RateOf(long count, TimeSpan elapsed) => elapsed > TimeSpan.Zero ? count / elapsed.TotalSeconds : 0;
}
