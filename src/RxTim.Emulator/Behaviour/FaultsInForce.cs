namespace RxTim.Emulator;

/// <summary>The faults and latency that are in force: made once for each change of them, so that a call sees all of the old or all of the
/// new.</summary>
internal sealed class FaultsInForce
{
    private readonly FaultRule[] faults;
    private readonly SilenceRule[] silences;

    public FaultsInForce(EmulatorFaults told)
    {
        faults = [.. told.Faults];
        silences = [.. told.Silences];
        Told = told with { Faults = faults, Silences = silences };
    }

    /// <summary>What was asked for.</summary>
    public EmulatorFaults Told { get; }

    public CallRefusal? Refusal => Told.Refusal;

    public LatencyRange Latency => Told.Latency;

    /// <summary>Whether any answer can get lost.</summary>
    public bool CanLose => silences.Length > 0;

    /// <summary>0, or the code that an identifier fails with. The first rule that matches decides.</summary>
    public int CodeFor(string identifier, ref SeededRandom random)
    {
        foreach (var fault in faults)
        {
            if (fault.Matches(identifier))
                return random.Happens(fault.Probability) ? fault.Code : 0;
        }
        return 0;
    }

    /// <summary>Whether an identifier's answer gets lost. The first rule that matches decides.</summary>
    public bool Loses(string identifier, ref SeededRandom random)
    {
        foreach (var silence in silences)
        {
            if (silence.Matches(identifier))
                return random.Happens(silence.Probability);
        }
        return false;
    }
}
