namespace RxTim.Orleans;

/// <summary>How fast all silos of a cluster send together: one quota, whichever of them sends.</summary>
/// <remarks>
/// <para>A grain gives the silos permits in small leases, as they need them. A permit counts from when it is given to a silo until a window
/// (a second for calls, a minute for recipients) after its call is over, so that the backend, which counts the call somewhere in between,
/// never counts too many. It is stored before it is given: whichever silo falls, no permit is spent twice. What a fallen silo had comes
/// back a window after its lease has run out, 10 seconds after it was last heard of.</para>
/// <para>What cannot be counted: a call of a silo that fell, or that cannot reach the grain, and that takes more than 5 seconds from its
/// hand-over to the backend. While the grain cannot be reached, a silo sends only what it has permits for, and for 5 seconds at
/// most.</para>
/// </remarks>
public sealed record ClusterPace
{
    /// <summary>Both limits of Tencent's server API: 200 calls in any second and 12,000 recipients in any minute.</summary>
    public static ClusterPace Tencent { get; } = new()
    {
        CallsPerSecond = Pace.TencentCallsPerSecond,
        RecipientsPerMinute = Pace.TencentRecipientsPerMinute,
    };

    /// <summary>The quota's name; silos that name the same quota share it. <c>default</c> by default; neither empty nor white space. An app
    /// (SDKAppID) has one quota, so a cluster that serves several apps names one for each.</summary>
    public string Name { get; init; } = "default";

    /// <summary>How many calls go out in any second at most; at least 1. Null, the default, for no limit. Withdrawals and look-ups of a
    /// history are calls too.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>How many recipients calls go to in any minute at most; at least 1. Null, the default, for no limit. A call to 500
    /// identifiers counts 500. Calls that are larger than this are cut.</summary>
    public int? RecipientsPerMinute { get; init; }

    /// <summary>Checks the pace.</summary>
    /// <exception cref="ArgumentException">A number is out of its range, or the name is empty.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Name);
        if (CallsPerSecond < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(CallsPerSecond), CallsPerSecond, "At least one call a second, or null for no limit.");
        }
        if (RecipientsPerMinute < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(RecipientsPerMinute), RecipientsPerMinute, "At least one recipient a minute, or null for no limit.");
        }
    }
}
