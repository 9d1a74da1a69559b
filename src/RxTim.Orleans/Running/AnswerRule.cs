namespace RxTim.Orleans;

/// <summary>What an answer means for a shard: a result, an identifier to be sent to later, or a doubt.</summary>
internal static class AnswerRule
{
    // Nothing was sent, and nothing is wrong with whom it goes to: the backend cannot be reached, or not now.
    private static readonly HashSet<int> Unreachable =
    [
        TimErrorCodes.PacketNoNetwork,
        TimErrorCodes.RequestNoNetwork,
        TimErrorCodes.RequestNoNetworkV3,
        TimErrorCodes.ServiceNotReady,
        TimErrorCodes.NoShortConnection,
        TimErrorCodes.NetworkDisconnected,
        TimErrorCodes.ConnectTimeout,
        TimErrorCodes.ConnectRefused,
        TimErrorCodes.NetworkUnreachable,
        TimErrorCodes.NoSocketBuffer,
        TimErrorCodes.HostNotResolved,
        TimErrorCodes.WaitInQueueTimeout,
        TimErrorCodes.WaitSendTimeout,
        TimErrorCodes.WaitSendTimeoutNoNetwork,
    ];

    /// <summary>How it stands with an identifier after an answer.</summary>
    public static Standing After(SendOutcome outcome, int code, InDoubtPolicy policy) => outcome switch
    {
        SendOutcome.Failed when Unreachable.Contains(code) || TimErrorCodes.IsThrottled(code) => Standing.Pending,
        SendOutcome.Unknown when policy != InDoubtPolicy.Report => Standing.InDoubt,
        _ => Standing.Done,
    };
}
