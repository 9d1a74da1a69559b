namespace RxTim.Cli;

/// <summary>Counts results as they come.</summary>
internal sealed class SendTally(TimeProvider time)
{
    private long started = time.GetTimestamp();

    public long Sent { get; private set; }

    public long Failed { get; private set; }

    public long Unknown { get; private set; }

    public long Total => Sent + Failed + Unknown;

    public TimeSpan Elapsed => time.GetElapsedTime(started);

    /// <summary>How many results there were of each code but 0.</summary>
    public CodeCounts Failures { get; } = new();

    /// <summary>Starts the clock.</summary>
    public void Start() => started = time.GetTimestamp();

    public void Add(MsgBatchSendResult result)
    {
        if (result.Outcome == SendOutcome.Sent)
        {
            Sent++;
            return;
        }
        if (result.Outcome == SendOutcome.Failed)
            Failed++;
        else
            Unknown++;
        Failures.Add(result);
    }
}
